package lectern.web.request;

import lectern.application.query.Revision;
import org.springframework.http.ETag;

/** A revision as the tag of an answer, in a form that clients hand back and don't look into. */
public final class RevisionTag {

    /** How a lecture is answered: another number when that changes, so that nobody keeps the answer of an older release. */
    private static final int FORM = 1;

    private RevisionTag() {}

    /** A weak one: a student who attends while the answer is made may be in it already, or not yet. */
    public static ETag of(Revision revision) {
        var tag = "%s.%s.%s.%s%s"
                .formatted(
                        FORM,
                        revision.lecture(),
                        revision.version(),
                        revision.status(),
                        revision.withCode() ? ".code" : "");
        return new ETag(tag, true);
    }
}
