@NullMarked
package lectern.web.openapi;

import org.jspecify.annotations.NullMarked;
