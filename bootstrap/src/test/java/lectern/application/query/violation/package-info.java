/** What the architecture forbids: so each rule is seen to fail. */
@NullMarked
package lectern.application.query.violation;

import org.jspecify.annotations.NullMarked;
