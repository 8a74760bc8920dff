package lectern.application.query;

import java.util.function.Supplier;

/**
 * A view of a room, for a caller who may have it already.
 *
 * @param revision the revision that the view would be of
 * @param view reads the view; throws {@link lectern.application.port.ServiceUnavailable} when the views can't be read now
 */
public record ConditionalView(Revision revision, Supplier<RoomView> view) {}
