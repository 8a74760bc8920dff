package lectern.application.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageSizeTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 50, 100})
    void isOneToAHundred(int value) {
        assertThat(new PageSize(value).value()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 101, Integer.MAX_VALUE})
    void isNothingElse(int value) {
        assertThatIllegalArgumentException().isThrownBy(() -> new PageSize(value));
    }
}
