package lectern.web.openapi;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The endpoints for the description of the API and for the page that shows it. They are not described themselves. */
@RestController
final class DescriptionController {

    private final ApiDescription description;
    private final DispatcherServletPath servlet;

    DescriptionController(ApiDescription description, DispatcherServletPath servlet) {
        this.description = description;
        this.servlet = servlet;
    }

    @GetMapping(path = SwaggerPaths.DESCRIPTION, produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] description(HttpServletRequest request) {
        return description.servedBelow(path(request));
    }

    @GetMapping(SwaggerPaths.PAGE)
    ResponseEntity<?> page(HttpServletRequest request) {
        return ResponseEntity.status(HttpStatus.FOUND)
                .header(HttpHeaders.LOCATION, path(request) + SwaggerPaths.UI + "index.html")
                .build();
    }

    /** The path of the service on the server that the client called. It includes the path of a trusted proxy. */
    private String path(HttpServletRequest request) {
        return request.getContextPath() + servlet.getPrefix();
    }
}
