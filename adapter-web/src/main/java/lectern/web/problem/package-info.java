/** Everything that is answered with a problem document (RFC 9457), in the languages that they are written in. */
@NullMarked
@CheckReturnValue
package lectern.web.problem;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
