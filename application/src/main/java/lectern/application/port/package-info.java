/** What the core needs from outside. Each port says what its adapter must guarantee, and has a contract suite that checks it. */
@NullMarked
@CheckReturnValue
package lectern.application.port;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
