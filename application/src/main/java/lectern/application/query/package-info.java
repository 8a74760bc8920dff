/**
 * What shows lectures: one query and its handler each, the views they answer with, and the port that they read those from.
 * The side of the commands is unknown here.
 */
@NullMarked
@CheckReturnValue
package lectern.application.query;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
