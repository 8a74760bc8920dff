package lectern.domain;

/** A user who may attend lectures, and leave them. */
public record Student(UserId id) implements User {

    public static Student of(String id) {
        return new Student(new UserId(id));
    }
}
