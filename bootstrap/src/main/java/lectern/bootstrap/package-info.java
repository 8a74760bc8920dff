/** The service as a whole: what is wired to what, how it is configured, and what has to be there before it starts. */
@NullMarked
@CheckReturnValue
package lectern.bootstrap;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
