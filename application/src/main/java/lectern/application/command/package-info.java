/** What changes lectures: one command and its handler per use case. A handler is the input port: adapters call it as it is. */
@NullMarked
@CheckReturnValue
package lectern.application.command;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
