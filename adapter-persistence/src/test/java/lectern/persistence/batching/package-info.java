@NullMarked
package lectern.persistence.batching;

import org.jspecify.annotations.NullMarked;
