package lectern.web.passport;

import lectern.domain.Student;
import lectern.domain.Teacher;
import lectern.domain.User;
import lectern.domain.UserId;

/** The role that a user passport gives its bearer. */
public enum Role {
    TEACHER,
    STUDENT;

    /** @throws IllegalArgumentException when there is no such role */
    public static Role of(String claim) {
        return switch (claim) {
            case "teacher" -> TEACHER;
            case "student" -> STUDENT;
            default -> throw new IllegalArgumentException("a role is teacher or student");
        };
    }

    public User user(UserId id) {
        return switch (this) {
            case TEACHER -> new Teacher(id);
            case STUDENT -> new Student(id);
        };
    }

    static String claim(User user) {
        return switch (user) {
            case Teacher _ -> "teacher";
            case Student _ -> "student";
        };
    }
}
