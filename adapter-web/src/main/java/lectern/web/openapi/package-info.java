/** The description of the service (OpenAPI 3.1), generated from the controllers and their annotations. */
@NullMarked
@CheckReturnValue
package lectern.web.openapi;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
