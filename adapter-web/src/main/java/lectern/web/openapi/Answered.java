package lectern.web.openapi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import lectern.web.problem.Code;

/** Describes what a controller's method answers with. What follows from its parameters is left out. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Answered {

    /** The statuses of successful answers, and what each of them means. */
    Status[] value();

    Class<? extends Record> with();

    /** Whether the answer carries a room passport in its header. */
    boolean withRoomPassport() default false;

    /** Whether the answer carries a tag, with which a client that has cached the answer can revalidate it. */
    boolean withTag() default false;

    /** The problems that it may answer with instead. */
    Code[] orWith() default {};

    /** One status, and when it is answered. */
    @interface Status {

        int code();

        String when();
    }
}
