package lectern.application.port;

/**
 * Runs work of which nothing stays in the database. It is for the time before the service takes requests: whatever the service stores or
 * reads meanwhile is part of it.
 */
@FunctionalInterface
public interface DryRun {

    /**
     * Runs the work. What it stores, it can read until it returns. Nobody else ever sees it.
     *
     * @throws ServiceUnavailable when the database does not answer
     */
    void run(Runnable work);
}
