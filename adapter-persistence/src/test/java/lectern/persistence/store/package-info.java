@NullMarked
package lectern.persistence.store;

import org.jspecify.annotations.NullMarked;
