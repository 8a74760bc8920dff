/** The events of each lecture, in their order. */
@NullMarked
@CheckReturnValue
package lectern.persistence.log;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
