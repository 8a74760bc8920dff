@NullMarked
package lectern.web.cors;

import org.jspecify.annotations.NullMarked;
