/** The way in over HTTP: from requests to commands and queries, and from what became of them to answers. */
@NullMarked
@CheckReturnValue
package lectern.web;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
