/** Runs SQL on Postgres, and tells what failed. */
@NullMarked
@CheckReturnValue
package lectern.persistence.database;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
