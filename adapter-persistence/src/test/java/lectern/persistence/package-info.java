/** What Postgres must do for the ports, and what only a real Postgres can show. */
@NullMarked
package lectern.persistence;

import org.jspecify.annotations.NullMarked;
