package lectern.bootstrap.benchmark;

import java.util.Collection;
import java.util.List;
import java.util.SequencedMap;
import lectern.application.port.Answer;
import lectern.application.port.LectureLine;
import lectern.application.port.Ticket;
import lectern.domain.LectureId;

/** The line of those who have none: never in reach, so that commands go straight to the store. */
final class NoLine implements LectureLine {

    @Override
    public String instance() {
        return "none";
    }

    @Override
    public void listen(Listener listener) {}

    @Override
    public boolean isReachable() {
        return false;
    }

    @Override
    public Joined join(LectureId lecture, String nonce, List<Ticket> tickets, Collection<Ticket.Id> waiting) {
        throw unreachable();
    }

    @Override
    public Settled settle(
            LectureId lecture, String nonce, SequencedMap<Ticket.Id, Answer> answers, List<Ticket> tickets) {
        throw unreachable();
    }

    @Override
    public void release(LectureId lecture, String nonce) {
        throw unreachable();
    }

    private static Unreachable unreachable() {
        return new Unreachable("there is no line", new IllegalStateException());
    }
}
