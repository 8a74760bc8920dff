/** What keeps the service from starting, and how that is said: in a line each, without a stack trace. */
@NullMarked
@CheckReturnValue
package lectern.bootstrap.start;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
