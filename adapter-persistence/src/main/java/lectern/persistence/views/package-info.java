/** Answers queries from the views. */
@NullMarked
@CheckReturnValue
package lectern.persistence.views;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
