/** Passports, which tell who is calling and which room they mean. They are encrypted: only holders of the keys can read or write one. */
@NullMarked
@CheckReturnValue
package lectern.web.passport;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
