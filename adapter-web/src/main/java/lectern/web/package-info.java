/** The adapter for HTTP: maps requests to commands and queries, and their results to answers. */
@NullMarked
@CheckReturnValue
package lectern.web;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
