package lectern.web.request;

import lectern.domain.Capacity;

/** What a teacher sends who changes the capacity of a lecture. */
public record CapacityRequest(Capacity maxStudents) {

    static CapacityRequest read(Input input) {
        var maxStudents = input.required("maxStudents", Form.CAPACITY);
        return input.accept(() -> new CapacityRequest(maxStudents.orElseThrow()));
    }
}
