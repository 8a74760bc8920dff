package lectern.application.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeyTest {

    @ParameterizedTest
    @ValueSource(strings = {"k", "!", "~", "8e03978e-40d5-43e8-bc93-6894a57f9324"})
    void isOfVisibleCharacters(String value) {
        assertThat(new IdempotencyKey(value).value()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a ", "\t", "a\u007f", "\u00e9", "키", "\0"})
    void isOfNothingElse(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> new IdempotencyKey(value));
    }

    @Test
    void hasUpTo64Characters() {
        assertThat(new IdempotencyKey("k".repeat(64)).value()).hasSize(64);
        assertThatIllegalArgumentException().isThrownBy(() -> new IdempotencyKey("k".repeat(65)));
    }
}
