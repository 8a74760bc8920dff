package lectern.application.query.violation;

import lectern.application.command.RebuildViews;

/** A view that is no record, and knows of commands. */
final class PaintedView {

    RebuildViews rebuild = new RebuildViews();
}
