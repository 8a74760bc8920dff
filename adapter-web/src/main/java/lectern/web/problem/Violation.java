package lectern.web.problem;

import java.util.List;

/**
 * A value of a request that breaks a constraint.
 *
 * @param field the property, header or parameter that it was given in
 * @param limits the values that the text of the constraint names
 */
public record Violation(String field, Constraint constraint, List<Object> limits) {

    public Violation {
        limits = List.copyOf(limits);
    }

    public Violation(String field, Constraint constraint, Object... limits) {
        this(field, constraint, List.of(limits));
    }
}
