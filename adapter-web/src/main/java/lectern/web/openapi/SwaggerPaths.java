package lectern.web.openapi;

/** The paths of the description of the API, and of Swagger UI. */
public final class SwaggerPaths {

    public static final String DESCRIPTION = "/swagger/openapi.json";

    /** The page that users open. It redirects to a file of Swagger UI. */
    public static final String PAGE = "/swagger/docs";

    /** The directory of the files of Swagger UI. */
    public static final String UI = "/swagger/swagger-ui/";

    private SwaggerPaths() {}
}
