package lectern.redis;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import lectern.application.codec.CommandCodec;
import lectern.application.codec.Unreadable;
import lectern.application.port.Answer;
import lectern.application.port.Batch;
import lectern.application.port.LectureLine;
import lectern.application.port.Ticket;
import lectern.domain.LectureId;
import lectern.redis.UnreadableLog.What;
import org.redisson.api.RedissonClient;

/** The line in Redis: a script for each call, and a channel for each instance, on which it receives answers. */
final class RedisLectureLine implements LectureLine, AutoCloseable {

    private final String instance;
    private final AnswerChannel channel;
    private final LineAvailability availability;
    private final LineScripts scripts;
    private final UnreadableLog unreadable = new UnreadableLog();

    /** @param instance a name that no other instance has or had, without colons */
    RedisLectureLine(RedissonClient redisson, String instance, Duration timeout, LineProperties limits) {
        this.instance = instance;
        this.channel = new AnswerChannel(redisson, instance, timeout, unreadable);
        this.availability = new LineAvailability(channel::probe);
        this.scripts = new LineScripts(redisson, availability, timeout, limits, unreadable);
    }

    /**
     * Starts to probe Redis, until the line is closed.
     *
     * @param whenReached runs each time that Redis becomes reachable, and must not block
     */
    void connect(Runnable whenReached) {
        availability.start(whenReached);
    }

    /** Why the line can't be reached; empty when it can. */
    Optional<String> fault() {
        return availability.fault();
    }

    @Override
    public String instance() {
        return instance;
    }

    @Override
    public void listen(Listener listener) {
        channel.listen(listener);
    }

    @Override
    public boolean isReachable() {
        return availability.isAvailable();
    }

    @Override
    public Joined join(LectureId lecture, String nonce, List<Ticket> tickets, Collection<Ticket.Id> waiting) {
        var arguments = new ArrayList<String>();
        arguments.add(String.valueOf(tickets.size()));
        arguments.add(String.valueOf(waiting.size()));
        addTickets(arguments, tickets);
        waiting.forEach(id -> arguments.add(TicketIds.text(id)));
        return scripts.run(
                LineScripts.JOIN,
                lecture,
                nonce,
                arguments,
                reply -> new Joined(reply.ids(), reply.ids(), batch(lecture, reply)));
    }

    @Override
    public Settled settle(
            LectureId lecture, String nonce, SequencedMap<Ticket.Id, Answer> answers, List<Ticket> tickets) {
        var messages = messages(lecture, answers);
        var arguments = new ArrayList<String>();
        arguments.add(String.valueOf(answers.size()));
        arguments.add(String.valueOf(messages.size()));
        arguments.add(String.valueOf(tickets.size()));
        answers.keySet().forEach(id -> arguments.add(TicketIds.text(id)));
        messages.forEach((to, message) -> {
            arguments.add(AnswerChannel.PREFIX + to);
            arguments.add(message.text());
        });
        addTickets(arguments, tickets);
        return scripts.run(
                LineScripts.SETTLE,
                lecture,
                nonce,
                arguments,
                reply -> reply.word().equals("REFUSED")
                        ? new Settled.Refused()
                        : new Settled.Done(reply.ids(), batch(lecture, reply)));
    }

    @Override
    public void release(LectureId lecture, String nonce) {
        var message = Message.turnIsFree(lecture).text();
        var _ = scripts.run(
                LineScripts.RELEASE,
                lecture,
                nonce,
                List.of(instance, AnswerChannel.PREFIX, message),
                ScriptReply::word);
    }

    private static void addTickets(List<String> arguments, List<Ticket> tickets) {
        for (var ticket : tickets) {
            arguments.add(TicketIds.text(ticket.id()));
            arguments.add(String.valueOf(ticket.patience().toNanos() / 1000));
            arguments.add(CommandCodec.text(ticket.command()));
        }
    }

    /** One message for each other instance. */
    private Map<String, Message> messages(LectureId lecture, Map<Ticket.Id, Answer> answers) {
        var messages = new LinkedHashMap<String, Message>();
        answers.forEach((id, answer) -> {
            if (!id.instance().equals(instance)) {
                messages.computeIfAbsent(id.instance(), _ -> new Message(lecture, new LinkedHashMap<>(), 0))
                        .answers()
                        .put(id, answer);
            }
        });
        return messages;
    }

    /** The head of the line, up to the first ticket that this instance can't read. */
    private Optional<Batch> batch(LectureId lecture, ScriptReply reply) {
        var tickets = reply.entries();
        if (reply.count() > 0) {
            unreadable.warn(What.ENTRY, lecture);
        }
        var now = ScriptReply.instant(reply.micros());
        var entries = new ArrayList<Batch.Entry>();
        for (var ticket : tickets) {
            var entry = entry(lecture, ticket, now);
            if (entry.isEmpty()) {
                break;
            }
            entries.add(entry.get());
        }
        return tickets.isEmpty() ? Optional.empty() : Optional.of(new Batch(entries));
    }

    private Optional<Batch.Entry> entry(LectureId lecture, ScriptReply.Entry ticket, Instant now) {
        if (ticket.isOverdue()) {
            return Optional.of(new Batch.Entry.Overdue(ticket.id()));
        }
        try {
            var command = CommandCodec.command(ticket.content());
            return Optional.of(new Batch.Entry.Due(ticket.id(), command, ticket.joinedAt()));
        } catch (Unreadable _) {
            unreadable.warn(What.TICKET, lecture);
            return isOlderThanItMayBe(ticket, now)
                    ? Optional.of(new Batch.Entry.Overdue(ticket.id()))
                    : Optional.empty();
        }
    }

    /** No caller waits that long: the ticket's patience is damaged, or the clock of Redis was set back. */
    private static boolean isOlderThanItMayBe(ScriptReply.Entry ticket, Instant now) {
        return Duration.between(ticket.joinedAt(), now).abs().compareTo(LineScripts.KEEP) > 0;
    }

    @Override
    public void close() {
        availability.close();
    }
}
