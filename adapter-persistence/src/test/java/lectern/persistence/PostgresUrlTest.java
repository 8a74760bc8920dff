package lectern.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresUrlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://host:5432/lectern",
                "jdbc:postgresql://a,b:5433/lectern?targetServerType=primary",
                "jdbc:postgresql://[::1]/lectern?prepareThreshold=0"
            })
    void isReadAsTheDriverReadsIt(String text) {
        assertThat(PostgresUrl.of(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql://u:hush@host/lectern, is not a URL of a Postgres database",
        "jdbc:mysql://host/hush, is not a URL of a Postgres database",
        "jdbc:postgresql://host:hush/lectern, is not a URL of a Postgres database",
        "hush, is not a URL of a Postgres database",
        "jdbc:postgresql://host/lectern?password=hush&prepareThreshold=-1, has prepareThreshold=-1: it has to be 0 or more"
    })
    void isRefusedWithoutWhatItSays(String text, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PostgresUrl.of(text))
                .withMessageStartingWith(why)
                .withMessageNotContaining("hush");
    }
}
