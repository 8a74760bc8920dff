package lectern.bootstrap.faults;

import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import lectern.bootstrap.LecternApplication;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Lectern on a machine whose clock is wrong. */
public final class ClockOff {

    private ClockOff() {}

    public static void main(String... arguments) {
        var _ = SpringApplication.from(LecternApplication::main)
                .with(WrongClock.class)
                .run(arguments);
    }

    @Configuration(proxyBeanMethods = false)
    static class WrongClock {

        @Bean
        @Primary
        InstantSource wrongClock(@Value("${faults.clock-off}") Duration off) {
            return Clock.offset(Clock.tick(Clock.systemUTC(), Duration.of(1, ChronoUnit.MICROS)), off);
        }
    }
}
