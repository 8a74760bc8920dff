package lectern.web.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeTypeUtils;

class RefusedByFrameworksTest {

    /** Actuator lets it through for an Accept header with nothing behind a comma. */
    @Test
    void aMediaTypeThatIsNoneIsTheClientsFault() {
        var thrown = catchThrowableOfType(InvalidMimeTypeException.class, () -> MimeTypeUtils.parseMimeType(""));

        assertThat(ProblemMapper.of(thrown).code()).isEqualTo(Code.INVALID_REQUEST);
    }
}
