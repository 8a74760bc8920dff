package lectern.bootstrap.faults;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lectern.bootstrap.Command;
import lectern.bootstrap.LecternProcess.Place;

/**
 * A network of its own for an instance (a namespace of Linux), where this machine lets us have one: with a cable to its clients, one to
 * Postgres and one to Redis. When one is pulled, packets are lost, and it is left to TCP to find out.
 */
final class Namespace implements AutoCloseable {

    /** What a cable leads to. */
    enum Cable {
        CLIENTS(0),
        POSTGRES(1),
        REDIS(2);

        private final int number;

        Cable(int number) {
            this.number = number;
        }

        /** Of the end that is outside; names of such devices are short. */
        private String outside(String namespace) {
            return "%s%do".formatted(namespace, number);
        }

        private String inside(String namespace) {
            return "%s%di".formatted(namespace, number);
        }
    }

    private final String name;

    /** Few processes of a machine run this at the same time; so they take different networks of 10.0.0.0/8. */
    private final int network;

    private Namespace(long process) {
        this.name = "lf%d".formatted(process % 1_000_000);
        this.network = (int) (process % 200) + 50;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /** None where the machine does not let us have one. */
    static Optional<Namespace> create() {
        var made = new Namespace(ProcessHandle.current().pid());
        if (made.isMade()) {
            return Optional.of(made);
        }
        made.close();
        return Optional.empty();
    }

    private boolean isMade() {
        return Command.succeeds("ip", "netns", "add", name)
                && Command.succeeds("ip", "-n", name, "link", "set", "lo", "up")
                && Stream.of(Cable.values()).allMatch(this::isLaid);
    }

    private boolean isLaid(Cable cable) {
        var outside = cable.outside(name);
        var inside = cable.inside(name);
        return Command.succeeds("ip", "link", "add", outside, "type", "veth", "peer", "name", inside, "netns", name)
                // For as long as it is pulled, what is for its other end must go nowhere else.
                && Command.succeeds("ip", "route", "add", "blackhole", address(cable, 0) + "/30", "metric", "5000")
                && Command.succeeds("ip", "address", "add", address(cable, 1) + "/30", "dev", outside)
                && Command.succeeds("ip", "-n", name, "address", "add", address(cable, 2) + "/30", "dev", inside)
                && Command.succeeds("ip", "link", "set", outside, "up")
                && Command.succeeds("ip", "-n", name, "link", "set", inside, "up");
    }

    private String address(Cable cable, int end) {
        return "10.%d.%d.%d".formatted(network, cable.number, end);
    }

    /** Where a program runs that is in here. */
    Place place() {
        return new Place(address(Cable.CLIENTS, 2), List.of("ip", "netns", "exec", name));
    }

    /** Where whoever is in here reaches what a cable leads to. */
    InetAddress reaches(Cable cable) {
        try {
            return InetAddress.getByName(address(cable, 1));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    void pull(Cable cable) {
        set(cable, "down");
    }

    void plugIn(Cable cable) {
        set(cable, "up");
    }

    private void set(Cable cable, String how) {
        if (!Command.succeeds("ip", "link", "set", cable.outside(name), how)) {
            throw new IllegalStateException("can't set the cable to %s %s".formatted(cable, how));
        }
    }

    @Override
    public void close() {
        // Its cables go with it, as soon as nobody runs in it any more.
        boolean _ = Command.succeeds("ip", "netns", "delete", name);
        for (var cable : Cable.values()) {
            boolean _ =
                    Command.succeeds("ip", "route", "delete", "blackhole", address(cable, 0) + "/30", "metric", "5000");
        }
    }
}
