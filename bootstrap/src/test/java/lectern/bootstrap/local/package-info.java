/** A Postgres for tests that take it away and give it back. */
@NullMarked
package lectern.bootstrap.local;

import org.jspecify.annotations.NullMarked;
