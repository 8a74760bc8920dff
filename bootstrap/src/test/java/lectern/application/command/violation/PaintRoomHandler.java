package lectern.application.command.violation;

import lectern.application.query.PageSize;

/** Takes what is no record, and knows of queries. */
final class PaintRoomHandler {

    PageSize size = PageSize.USUAL;

    int handle(String command) {
        return command.length();
    }
}
