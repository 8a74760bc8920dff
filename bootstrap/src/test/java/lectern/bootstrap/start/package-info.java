/** What keeps the service from starting, and how it is said. */
@NullMarked
package lectern.bootstrap.start;

import org.jspecify.annotations.NullMarked;
