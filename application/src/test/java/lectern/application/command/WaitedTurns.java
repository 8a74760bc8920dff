package lectern.application.command;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import lectern.application.port.Mutex;

/** A mutex that remembers for which names callers waited, and has something happen while they do. */
final class WaitedTurns implements Mutex {

    private final Runnable meanwhile;
    private final List<String> names = new ArrayList<>();

    WaitedTurns(Runnable meanwhile) {
        this.meanwhile = meanwhile;
    }

    List<String> names() {
        return names;
    }

    @Override
    public <T> Attempt<T> exclusively(String name, Supplier<? extends T> work) {
        names.add(name);
        meanwhile.run();
        return new Attempt.Ran<>(work.get());
    }
}
