@NullMarked
package lectern.application.codec;

import org.jspecify.annotations.NullMarked;
