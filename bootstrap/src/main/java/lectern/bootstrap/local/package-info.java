/** What the local profile provides: a Postgres, a Redis and the keys of passports, all in one directory. */
@NullMarked
@CheckReturnValue
package lectern.bootstrap.local;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
