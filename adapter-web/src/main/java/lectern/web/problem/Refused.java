package lectern.web.problem;

/** Ends a request that is refused before it has become a command or a query. */
public final class Refused extends RuntimeException {

    private final transient Problem problem;

    public Refused(Problem problem) {
        super(problem.code().name(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
