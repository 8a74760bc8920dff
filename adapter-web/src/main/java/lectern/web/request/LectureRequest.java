package lectern.web.request;

import java.util.List;
import lectern.application.query.Revision;
import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;

/**
 * A request for a lecture.
 *
 * @param kept the tags of answers that the client has cached, or {@code *} for any; malformed tags are left out
 */
public record LectureRequest(List<ETag> kept) {

    public LectureRequest {
        kept = List.copyOf(kept);
    }

    static LectureRequest read(RequestReader reader) {
        return new LectureRequest(reader.headers(HttpHeaders.IF_NONE_MATCH).stream()
                .flatMap(tags -> ETag.parse(tags).stream())
                .toList());
    }

    public boolean hasKept(Revision revision) {
        var tag = RevisionTag.of(revision);
        return kept.stream().anyMatch(one -> one.isWildcard() || one.compare(tag, false));
    }
}
