/** The description of the service (OpenAPI 3.1), made from what the controllers are and what they say of themselves. */
@NullMarked
@CheckReturnValue
package lectern.web.openapi;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
