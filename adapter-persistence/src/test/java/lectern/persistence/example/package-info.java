/** An adapter as one writes it who wants another technology behind a port: the example of docs/extending.md. */
@NullMarked
@CheckReturnValue
package lectern.persistence.example;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
