/** Problem documents (RFC 9457): when the service answers with one, and their texts in all languages. */
@NullMarked
@CheckReturnValue
package lectern.web.problem;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
