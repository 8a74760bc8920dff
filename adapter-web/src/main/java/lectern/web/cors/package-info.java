/** CORS: which pages in browsers may call the service. */
@NullMarked
@CheckReturnValue
package lectern.web.cors;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
