package lectern.domain;

/** A user who may open lectures, change the capacity of their own, and close them. */
public record Teacher(UserId id) implements User {

    public static Teacher of(String id) {
        return new Teacher(new UserId(id));
    }
}
