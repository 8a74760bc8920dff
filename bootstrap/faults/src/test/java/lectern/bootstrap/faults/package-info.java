/**
 * What holds while something fails: real instances, a real Postgres and a real Redis under load, each of them killed, frozen, cut off or
 * slowed down in turn, and a check of all that was answered against all that was kept.
 */
@NullMarked
package lectern.bootstrap.faults;

import org.jspecify.annotations.NullMarked;
