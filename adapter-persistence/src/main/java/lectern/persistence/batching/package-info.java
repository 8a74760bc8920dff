/** Runs the concurrent calls of many callers in one batch. */
@NullMarked
@CheckReturnValue
package lectern.persistence.batching;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
