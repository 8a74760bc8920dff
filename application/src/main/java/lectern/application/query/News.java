package lectern.application.query;

import java.util.function.Supplier;

/**
 * What a room has to show to somebody who may have seen it before.
 *
 * @param revision which look of it this would be
 * @param room reads the look itself, for whoever has not got it; throws {@link lectern.application.port.NotServed} when the views can't be read now
 */
public record News(Revision revision, Supplier<RoomView> room) {}
