package lectern.web.problem;

import java.util.List;

/**
 * One value of a request that is not as it has to be.
 *
 * @param field the property, header or parameter that it was given in
 * @param limits what the text about the fault has to name
 */
public record Violation(String field, Constraint constraint, List<Object> limits) {

    public Violation {
        limits = List.copyOf(limits);
    }

    public Violation(String field, Constraint constraint, Object... limits) {
        this(field, constraint, List.of(limits));
    }
}
