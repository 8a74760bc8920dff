/** Endpoints that are none of Lectern's, outside of what it looks for its own in. */
@NullMarked
package lectern.other;

import org.jspecify.annotations.NullMarked;
