/** Redis through Redisson: what keeps instances out of each other's way. Whatever is kept here can be lost at any moment. */
@NullMarked
@CheckReturnValue
package lectern.redis;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
