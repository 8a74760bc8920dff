/** Removes old lectures, and rebuilds the views. */
@NullMarked
@CheckReturnValue
package lectern.persistence.housekeeping;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
