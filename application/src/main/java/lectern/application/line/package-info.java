/**
 * How this instance takes part in serving the lines: its callers wait here for their answers, and here it serves a line
 * whenever it has the turn. The protocol is the one of docs/line.md.
 */
@NullMarked
@CheckReturnValue
package lectern.application.line;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
