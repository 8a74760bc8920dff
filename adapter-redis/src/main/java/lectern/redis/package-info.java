/** The line and the mutex in Redis, through Redisson, which coordinate instances. All data in Redis may be lost at any moment. */
@NullMarked
@CheckReturnValue
package lectern.redis;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
