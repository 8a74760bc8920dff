package lectern.application.query;

/** What a room has to show to somebody who may have seen it before. */
public sealed interface News {

    /** They have not seen it as it is now. */
    record Changed(Revision revision, RoomView room) implements News {}

    /** They have seen it as it is now. */
    record Unchanged(Revision revision) implements News {}
}
