/** Tests of passports, most of them with ones that are forged by hand. */
@NullMarked
package lectern.web.passport;

import org.jspecify.annotations.NullMarked;
