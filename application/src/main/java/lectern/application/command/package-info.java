/** The commands: one command and its handler per use case. A handler is an input port, which adapters call directly. */
@NullMarked
@CheckReturnValue
package lectern.application.command;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
