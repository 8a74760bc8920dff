/** Tests of the web adapter: real handlers over ports that are kept in memory. */
@NullMarked
package lectern.web;

import org.jspecify.annotations.NullMarked;
