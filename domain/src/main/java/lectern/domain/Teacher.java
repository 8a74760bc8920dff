package lectern.domain;

/** A user who may open lectures, and close their own. */
public record Teacher(UserId id) implements User {

    public static Teacher of(String id) {
        return new Teacher(new UserId(id));
    }
}
