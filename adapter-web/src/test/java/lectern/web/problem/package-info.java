/** Tests of problem documents. */
@NullMarked
package lectern.web.problem;

import org.jspecify.annotations.NullMarked;
