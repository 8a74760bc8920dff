/** Tests of how requests are read. */
@NullMarked
package lectern.web.request;

import org.jspecify.annotations.NullMarked;
