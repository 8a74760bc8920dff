package lectern.redis.violation;

import lectern.web.violation.PortController;
import org.jspecify.annotations.Nullable;

/** Shows itself, and knows the inside of another adapter. */
public final class ShownToAll {

    @Nullable PortController controller;
}
