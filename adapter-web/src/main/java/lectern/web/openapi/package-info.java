/** The description of the API (OpenAPI 3.1), and Swagger UI, which shows it. */
@NullMarked
@CheckReturnValue
package lectern.web.openapi;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
