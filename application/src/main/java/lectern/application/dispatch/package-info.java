/** The write path: from a command to its decision, through the line of its lecture or directly. docs/architecture.md counts its steps. */
@NullMarked
@CheckReturnValue
package lectern.application.dispatch;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
