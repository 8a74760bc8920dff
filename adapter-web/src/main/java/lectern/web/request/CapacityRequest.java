package lectern.web.request;

import lectern.domain.Capacity;

/** A request to change the capacity of a lecture. */
public record CapacityRequest(Capacity maxStudents) {

    static CapacityRequest read(RequestReader reader) {
        var maxStudents = reader.required("maxStudents", ValueParser.CAPACITY);
        return reader.accept(() -> new CapacityRequest(maxStudents.orElseThrow()));
    }
}
