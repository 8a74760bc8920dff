/** The ports kept in memory: what tests of handlers and of controllers run on. They pass the contracts that the adapters pass. */
@NullMarked
@CheckReturnValue
package lectern.application.inmemory;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
