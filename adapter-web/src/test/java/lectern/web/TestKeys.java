package lectern.web;

import lectern.web.passport.Forger;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Gives the web adapter the keys that tests know. */
final class TestKeys implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestPropertyValues.of(
                        "lectern.passport.user-keys=" + Forger.USER_KEYS,
                        "lectern.passport.room-keys=" + Forger.ROOM_KEYS)
                .applyTo(context);
    }
}
