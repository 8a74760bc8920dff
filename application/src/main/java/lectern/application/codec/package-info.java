/** Commands, events and answers as JSON: for the event log, and for what instances tell each other, of this release or another. */
@NullMarked
@CheckReturnValue
package lectern.application.codec;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
