/** What keeps the service from starting, and how it says so. */
@NullMarked
@CheckReturnValue
package lectern.bootstrap.start;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
