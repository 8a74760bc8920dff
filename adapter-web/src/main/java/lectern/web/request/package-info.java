/** Requests, which are read strictly: their values become values of the domain, or all their violations are reported. */
@NullMarked
@CheckReturnValue
package lectern.web.request;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
