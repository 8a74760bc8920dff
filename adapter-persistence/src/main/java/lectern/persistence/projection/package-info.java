/** Derives the views from the events. */
@NullMarked
@CheckReturnValue
package lectern.persistence.projection;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
