/** What the architecture forbids: so each rule is seen to fail. */
@NullMarked
package lectern.domain.violation;

import org.jspecify.annotations.NullMarked;
