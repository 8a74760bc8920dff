package lectern.domain;

/** A user, in the role that their passport gives them. The same id in another role is another user. */
public sealed interface User permits Teacher, Student {

    UserId id();
}
