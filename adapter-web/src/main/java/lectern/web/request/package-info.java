/** What requests ask, read strictly: from what was sent to the words of the domain, or to all that is wrong with it. */
@NullMarked
@CheckReturnValue
package lectern.web.request;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
