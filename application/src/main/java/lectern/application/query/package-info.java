/**
 * The queries: one query and its handler per use case, the views that they return, and the port that they read the views from.
 * This package does not depend on the command side.
 */
@NullMarked
@CheckReturnValue
package lectern.application.query;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
