package lectern.application.query;

import java.util.function.Supplier;

/**
 * A view of a room, for a caller who may already have it.
 *
 * @param revision the revision of the view
 * @param view reads the view; throws {@link lectern.application.port.ServiceUnavailable} when the views can't be read now
 */
public record ConditionalView(Revision revision, Supplier<RoomView> view) {}
