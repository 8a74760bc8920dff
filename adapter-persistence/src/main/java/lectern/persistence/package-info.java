/** Keeps lectures in Postgres: the truth, what happened, and the views of it. */
@NullMarked
@CheckReturnValue
package lectern.persistence;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
