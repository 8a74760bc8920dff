package lectern.web.openapi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import lectern.web.problem.Code;

/** What a controller's method answers with. What follows from its parameters need not be said. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Answered {

    /** The statuses of what it answers when it does what it was asked, and what each of them means. */
    Status[] value();

    Class<? extends Record> with();

    /** Whether the answer carries a room passport in its header. */
    boolean withRoomPassport() default false;

    /** Whether the answer carries a tag, by which a client that has kept it can ask whether it still holds. */
    boolean withTag() default false;

    /** The problems that it may answer with instead. */
    Code[] orWith() default {};

    /** One status, and when it is answered. */
    @interface Status {

        int code();

        String when();
    }
}
