/** Stores lectures in Postgres. The configuration wires the packages beneath, each of which has one role. */
@NullMarked
@CheckReturnValue
package lectern.persistence;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
