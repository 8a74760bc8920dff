/** The service as a whole: its wiring, its configuration, and the conditions for its start. */
@NullMarked
@CheckReturnValue
package lectern.bootstrap;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
