/** Lectures that the service holds with itself before its port is open, so that its first requests are served like later ones (ADR 32). */
@NullMarked
@CheckReturnValue
package lectern.web.warmup;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
