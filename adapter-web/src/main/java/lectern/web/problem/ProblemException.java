package lectern.web.problem;

/** Ends a request that is refused before it has become a command or a query. */
public final class ProblemException extends RuntimeException {

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.code().name(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
