package lectern.redis;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import lectern.application.codec.AnswerCodec;
import lectern.application.codec.Unreadable;
import lectern.application.port.Answer;
import lectern.application.port.Ticket;
import lectern.domain.LectureId;

/**
 * A message to an instance: the lecture, and a line of text for each answer to the instance's tickets. A message without answers
 * says that the turn is free.
 *
 * @param unreadable how many of the answers can't be read here; they are {@link Answer.Unserved}, since their commands may have taken
 *     effect
 */
record Message(LectureId lecture, Map<Ticket.Id, Answer> answers, int unreadable) {

    static Message turnIsFree(LectureId lecture) {
        return new Message(lecture, Map.of(), 0);
    }

    boolean isTurnFree() {
        return answers.isEmpty() && unreadable == 0;
    }

    String text() {
        return answers.entrySet().stream()
                .map(entry -> "\n" + TicketIds.text(entry.getKey()) + " " + AnswerCodec.text(entry.getValue()))
                .collect(Collectors.joining("", lecture.toString(), ""));
    }

    /** @throws IllegalArgumentException if it does not name a lecture */
    static Message parse(String text) {
        var lines = text.split("\n", -1);
        var lecture = new LectureId(UUID.fromString(lines[0]));
        var answers = new LinkedHashMap<Ticket.Id, Answer>();
        int unreadable = 0;
        for (int i = 1; i < lines.length; i++) {
            var words = lines[i].split(" ", 2);
            try {
                var id = TicketIds.parse(words[0]);
                answers.put(id, new Answer.Unserved());
                answers.put(id, AnswerCodec.answer(lecture, words[words.length - 1]));
            } catch (Unreadable | IllegalArgumentException _) {
                unreadable++;
            }
        }
        return new Message(lecture, answers, unreadable);
    }
}
