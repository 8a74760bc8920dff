/** The lectures themselves, and what is appended to them. */
@NullMarked
@CheckReturnValue
package lectern.persistence.store;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
