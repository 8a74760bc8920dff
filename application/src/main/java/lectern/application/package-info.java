/**
 * What Lectern does: its {@linkplain lectern.application.command commands} and its {@linkplain lectern.application.query
 * queries}, over {@linkplain lectern.application.port ports} to what it needs from outside.
 */
@NullMarked
@CheckReturnValue
package lectern.application;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
