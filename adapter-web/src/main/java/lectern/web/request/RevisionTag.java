package lectern.web.request;

import lectern.application.query.Revision;
import org.springframework.http.ETag;

/** A revision as the tag of an answer: an opaque text that clients send back. */
public final class RevisionTag {

    /** The version of the answer's format. It changes with the format, so that clients drop the cached answer of an older release. */
    private static final int FORM = 1;

    private RevisionTag() {}

    /** The tag is weak: a student who attends while the answer is made may be in the answer already, or not yet. */
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
