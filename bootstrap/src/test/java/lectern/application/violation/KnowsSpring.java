package lectern.application.violation;

import java.time.Instant;
import lectern.domain.violation.RoomPainted;
import org.springframework.util.StringUtils;

/** Knows a framework, tells the time, and goes round in a circle. */
public final class KnowsSpring {

    public static final String NAME = StringUtils.capitalize("spring");

    Instant now = Instant.now();
    RoomPainted painted = new RoomPainted();
}
