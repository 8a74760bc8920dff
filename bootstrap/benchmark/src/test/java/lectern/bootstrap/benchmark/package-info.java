/** The benchmark: how fast the service is next to what could be built instead. See docs/performance.md. */
@NullMarked
package lectern.bootstrap.benchmark;

import org.jspecify.annotations.NullMarked;
