/** The store of the lectures: finds them, and appends events to them. */
@NullMarked
@CheckReturnValue
package lectern.persistence.store;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
