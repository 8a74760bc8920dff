package lectern.application.dispatch;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import lectern.application.port.Answer;
import lectern.application.port.Ticket;

/**
 * The commands of this instance that wait at one lecture: arrivals, which have no ticket yet, and commands that wait with a ticket.
 *
 * <p>Any thread may add a command or deliver an answer. Only the thread that works at the line may call the other methods.
 */
final class WaitingRoom {

    private final InstantSource clock;
    private final Deque<PendingCommand<?>> arriving = new ConcurrentLinkedDeque<>();
    private final Map<Long, PendingCommand<?>> waiting = new ConcurrentHashMap<>();
    private Set<Ticket.Id> missed = Set.of();

    WaitingRoom(InstantSource clock) {
        this.clock = clock;
    }

    void add(PendingCommand<?> command) {
        arriving.add(command);
    }

    void answered(Map<Ticket.Id, Answer> answers) {
        answers.forEach((id, answer) -> {
            var command = waiting.get(id.number());
            if (command != null) {
                command.answered(id, answer);
                if (command.isDone()) {
                    waiting.remove(id.number(), command);
                }
            }
        });
    }

    /** Forgets commands with a ticket whose callers have stopped waiting, and tells whether no command is left. */
    boolean isEmpty() {
        waiting.values().removeIf(PendingCommand::isDone);
        return arriving.isEmpty() && waiting.isEmpty();
    }

    boolean hasArrivals() {
        return !arriving.isEmpty();
    }

    /** Takes out the commands that have no ticket. */
    List<PendingCommand<?>> takeArrivals() {
        return takeArrivals(Integer.MAX_VALUE);
    }

    /** Takes out all commands that wait with a ticket. */
    List<PendingCommand<?>> takeWaiting() {
        var all = List.copyOf(waiting.values());
        waiting.clear();
        return all;
    }

    /** Gives tickets to arrivals, in the order of their arrival. They wait from now on. */
    List<Ticket> giveTickets(int most) {
        var now = clock.instant();
        return takeArrivals(most).stream()
                .map(command -> {
                    var ticket = command.ticket(now);
                    waiting.put(ticket.id().number(), command);
                    return ticket;
                })
                .toList();
    }

    /** Takes back tickets that certainly did not join the line. Their commands become arrivals again, ahead of later ones. */
    void takeBack(List<Ticket> tickets) {
        tickets.reversed().forEach(ticket -> {
            var command = waiting.remove(ticket.id().number());
            if (command != null) {
                arriving.addFirst(command);
            }
        });
    }

    /** Ends the wait of commands whose tickets did not join, since the line is full. */
    void refused(Collection<Ticket.Id> tickets) {
        tickets.forEach(id -> {
            var command = waiting.remove(id.number());
            if (command != null) {
                command.lineFull();
            }
        });
    }

    /** The waiting tickets, except those that are joining now. */
    Set<Ticket.Id> waitingExcept(List<Ticket> joining) {
        var ids = new LinkedHashSet<Ticket.Id>();
        waiting.values().forEach(command -> ids.add(command.id()));
        joining.forEach(ticket -> ids.remove(ticket.id()));
        return ids;
    }

    /**
     * Makes commands arrivals again, as another attempt, if their tickets are missing from the line for the second time in a row. A
     * ticket that is missing for the first time may have been served: its answer may be on its way from another instance.
     */
    void putBackIfMissedAgain(Set<Ticket.Id> vanished) {
        var again = new HashSet<>(vanished);
        again.retainAll(missed);
        missed = vanished;
        again.stream().sorted(Comparator.comparingLong(Ticket.Id::number)).forEach(id -> {
            var command = waiting.remove(id.number());
            if (command != null && command.takeNextTicket()) {
                arriving.add(command);
            }
        });
    }

    private List<PendingCommand<?>> takeArrivals(int most) {
        var taken = new ArrayList<PendingCommand<?>>();
        while (taken.size() < most) {
            var command = arriving.poll();
            if (command == null) {
                break;
            }
            if (!command.isDone()) {
                taken.add(command);
            }
        }
        return taken;
    }
}
