package lectern.web.request;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.UUID;
import lectern.application.query.LectureViews.Cursor;
import lectern.domain.LectureId;
import lectern.web.problem.Constraint;

/**
 * The place where the next page of a list begins, as an opaque token that clients send back. It contains its version and the list that
 * it belongs to. It holds no secret and grants no access.
 */
public final class PageToken {

    private static final byte ATTENDEES_1 = 0x11;
    private static final byte LECTURES_1 = 0x21;

    static final ValueParser<Integer> ATTENDEES = ValueParser.text(Constraint.NOT_A_PAGE_TOKEN, PageToken::attendee);
    static final ValueParser<Cursor> LECTURES = ValueParser.text(Constraint.NOT_A_PAGE_TOKEN, PageToken::lecture);

    private PageToken() {}

    public static String afterAttendee(int number) {
        return encode(ByteBuffer.allocate(1 + Integer.BYTES)
                .put(ATTENDEES_1)
                .putInt(number)
                .array());
    }

    public static String afterLecture(Cursor cursor) {
        var at = cursor.openedAt();
        var id = cursor.id().value();
        return encode(ByteBuffer.allocate(1 + 3 * Long.BYTES + Integer.BYTES)
                .put(LECTURES_1)
                .putLong(at.getEpochSecond())
                .putInt(at.getNano())
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array());
    }

    private static int attendee(String token) {
        var bytes = decode(token, ATTENDEES_1, 1 + Integer.BYTES);
        int number = bytes.getInt();
        require(number > 0);
        return number;
    }

    private static Cursor lecture(String token) {
        var bytes = decode(token, LECTURES_1, 1 + 3 * Long.BYTES + Integer.BYTES);
        long seconds = bytes.getLong();
        int nanos = bytes.getInt();
        require(nanos >= 0 && nanos < 1_000_000_000 && nanos % 1_000 == 0);
        var openedAt = Instant.ofEpochSecond(seconds, nanos);
        int year = openedAt.atOffset(ZoneOffset.UTC).getYear();
        require(year >= 1 && year <= 9999);
        return new Cursor(openedAt, new LectureId(new UUID(bytes.getLong(), bytes.getLong())));
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static ByteBuffer decode(String token, byte list, int size) {
        var bytes = Base64.getUrlDecoder().decode(token);
        var buffer = ByteBuffer.wrap(bytes);
        require(bytes.length == size && buffer.get() == list && encode(bytes).equals(token));
        return buffer;
    }

    private static void require(boolean asMade) {
        if (!asMade) {
            throw new IllegalArgumentException("not a token of this list");
        }
    }
}
