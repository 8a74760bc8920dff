/** Commands, events and answers as JSON: for the event log, and for messages between instances, which may run different releases. */
@NullMarked
@CheckReturnValue
package lectern.application.codec;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
