package lectern.bootstrap.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/** What is asked of a contender at a point. */
enum Scene {
    BARE("JSON in, JSON out") {
        @Override
        Optional<Load> prepare(Stage stage, Instance instance, int connections) {
            var code = UUID.randomUUID().toString();
            return Optional.of(Repeats.byAll(stage.audience(), Request.bare(code), 201));
        }
    },
    CEILING("nothing, with a passport and a body") {
        @Override
        Optional<Load> prepare(Stage stage, Instance instance, int connections) {
            var code = UUID.randomUUID().toString();
            return Optional.of(Repeats.byAll(stage.audience(), Request.ceiling(code), 201));
        }
    },
    HOT("attend, one lecture, room for all") {
        @Override
        Optional<Load> prepare(Stage stage, Instance instance, int connections) throws Exception {
            return Optional.of(attends(stage, open(stage, instance, 1, MOST_SEATS), 0, connections, 201));
        }
    },
    RUSH("attend, one lecture, 100 seats") {
        @Override
        Optional<Load> prepare(Stage stage, Instance instance, int connections) throws Exception {
            return Optional.of(attends(stage, open(stage, instance, 1, 100), 0, connections, 201, 409));
        }
    },
    EVEN("attend, 200 lectures evenly") {
        @Override
        Optional<Load> prepare(Stage stage, Instance instance, int connections) throws Exception {
            return Optional.of(attends(stage, open(stage, instance, 200, MOST_SEATS), 0, connections, 201));
        }
    },
    MIX("attend and 10 % leave, one lecture") {
        @Override
        Optional<Load> prepare(Stage stage, Instance instance, int connections) throws Exception {
            return Optional.of(attends(stage, open(stage, instance, 1, MOST_SEATS), 10, connections, 200, 201));
        }
    },
    READ_50("look, 50 attendees") {
        @Override
        Optional<Load> prepare(Stage stage, Instance instance, int connections) throws Exception {
            return Optional.of(new Filled(stage, instance, 50).looks());
        }
    },
    READ_1000("look, 1,000 attendees") {
        @Override
        Optional<Load> prepare(Stage stage, Instance instance, int connections) throws Exception {
            return Optional.of(new Filled(stage, instance, 1_000).looks());
        }
    },
    UNCHANGED("look again, unchanged") {
        @Override
        Optional<Load> prepare(Stage stage, Instance instance, int connections) throws Exception {
            return new Filled(stage, instance, 50).looksAgain();
        }
    };

    private static final int MOST_SEATS = 100_000;

    private final String title;

    Scene(String title) {
        this.title = title;
    }

    /**
     * Sets it up: opens what is needed, and has in whoever has to be in.
     *
     * @return empty when the contender does not serve such requests
     */
    abstract Optional<Load> prepare(Stage stage, Instance instance, int connections) throws Exception;

    @Override
    public String toString() {
        return title;
    }

    private static List<Room> open(Stage stage, Instance instance, int lectures, int seats)
            throws IOException, InterruptedException {
        var rooms = new ArrayList<Room>();
        for (int i = 0; i < lectures; i++) {
            rooms.add(Room.open(instance, stage.passports(), seats));
        }
        return rooms;
    }

    private static Attends attends(
            Stage stage, List<Room> rooms, int leaveEvery, int connections, Integer... expected) {
        return new Attends(stage.audience(), rooms, leaveEvery, Audience.SIZE, connections, List.of(expected));
    }

    /** A room that students are in, who look at it. */
    private record Filled(Stage stage, Instance instance, Room room, List<Integer> students) {

        Filled(Stage stage, Instance instance, int attendees) throws Exception {
            this(stage, instance, open(stage, instance, 1, attendees).getFirst(), attendees);
        }

        private Filled(Stage stage, Instance instance, Room room, int attendees) throws Exception {
            var attends = new Attends(stage.audience(), List.of(room), 0, attendees, 8, List.of(201));
            var _ = stage.serve(attends, List.of(instance), 8, Stage.PATIENCE);
            var students = IntStream.range(0, Audience.SIZE)
                    .filter(attends::wasAdmitted)
                    .boxed()
                    .toList();
            this(stage, instance, room, students);
        }

        Load looks() {
            return Repeats.by(students, stage.audience(), Request.look(room.passport(), ""), 200);
        }

        Optional<Load> looksAgain() throws IOException, InterruptedException {
            var passport = stage.passports().student(Audience.id(students.getFirst()));
            return instance.send("GET", "/lecture", "", "X-USER-ID", passport, "X-ROOM-ID", room.passport())
                    .headers()
                    .firstValue("ETag")
                    .map(tag -> Request.look(room.passport(), "If-None-Match: %s\r\n".formatted(tag)))
                    .map(request -> Repeats.by(students, stage.audience(), request, 304));
        }
    }
}
