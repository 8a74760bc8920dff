/** Runs in one batch what many callers ask for at the same moment. */
@NullMarked
@CheckReturnValue
package lectern.persistence.batching;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
