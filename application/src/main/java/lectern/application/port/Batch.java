package lectern.application.port;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lectern.domain.LectureCommand;
import lectern.domain.Student;

/**
 * The head of a line: tickets to decide, in their order. The instance that has the turn decides all of them at once, or only the first
 * ones.
 *
 * <p>It ends before a ticket that this instance can't read, since a newer instance wrote it. It is empty when such a ticket is at the
 * head: then the turn is for an instance that can read the ticket. Once the ticket is overdue, it is {@link Entry.Overdue} to every
 * instance.
 */
public record Batch(List<Entry> entries) {

    public Batch {
        entries = List.copyOf(entries);
    }

    /** The students whose attendances decide the batch. */
    public Set<Student> students() {
        return due().flatMap(due -> due.command().students().stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether the attendances are read before the batch is decided: see {@link LectureCommand#readsAttendancesFirst}. */
    public boolean readsAttendancesFirst() {
        return due().anyMatch(due -> due.command().readsAttendancesFirst());
    }

    private Stream<Entry.Due> due() {
        return entries.stream().filter(Entry.Due.class::isInstance).map(Entry.Due.class::cast);
    }

    /** A ticket in the line. Times are by the clock of the line, so that a decision does not depend on the instance that makes it. */
    public sealed interface Entry {

        Ticket.Id id();

        /**
         * A ticket to decide.
         *
         * @param joinedAt when it joined the line; its command is decided as of this time
         */
        record Due(Ticket.Id id, LectureCommand<?> command, Instant joinedAt) implements Entry {}

        /** A ticket whose patience was over when its turn came. It is not decided. */
        record Overdue(Ticket.Id id) implements Entry {}
    }
}
