/** Runs SQL on Postgres, and classifies failures. */
@NullMarked
@CheckReturnValue
package lectern.persistence.database;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
