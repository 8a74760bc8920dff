/** A Redis for tests, which they can take away and give back. */
@NullMarked
package lectern.redis;

import org.jspecify.annotations.NullMarked;
