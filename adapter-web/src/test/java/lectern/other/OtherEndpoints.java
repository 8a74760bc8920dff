package lectern.other;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** What somebody may add to the service without a thought of who may call it: each way in which a path can be served. */
@Configuration(proxyBeanMethods = false)
@Import({OtherEndpoints.Other.class, OtherEndpoints.Thrower.class})
public class OtherEndpoints {

    public static final String SERVED = "\"served\"";

    @Bean
    RouterFunction<ServerResponse> routed() {
        return RouterFunctions.route()
                .GET("/routed", _ -> ServerResponse.ok().body("served"))
                .build();
    }

    @Bean
    ServletRegistrationBean<HttpServlet> servlet() {
        return new ServletRegistrationBean<>(new AServlet(), "/servlet/*");
    }

    @Bean
    FilterRegistrationBean<OncePerRequestFilter> filter() {
        var registration = new FilterRegistrationBean<OncePerRequestFilter>(new AFilter());
        registration.addUrlPatterns("/filtered");
        return registration;
    }

    @RestController
    static class Other {

        @RequestMapping({"/other", "/lecturers", "/lecture-notes", "/swagger/other", "/actuators", "/auth/other"})
        String any() {
            return SERVED;
        }

        @GetMapping("/auth/passport")
        String beside() {
            return SERVED;
        }

        @GetMapping("/other/later")
        Callable<String> later() {
            return () -> SERVED;
        }

        @GetMapping("/other/{number}")
        String typed(
                @PathVariable int number,
                @RequestParam int page,
                @RequestHeader(name = "X-Page", required = false) Integer x) {
            return SERVED;
        }

        @PostMapping("/other/{number}")
        String header(@PathVariable int number, @RequestHeader("X-Page") int page) {
            return SERVED;
        }
    }

    /** Throws what it is told to. */
    @RestController
    public static class Thrower {

        private final Map<String, Exception> exceptions = new ConcurrentHashMap<>();

        public void prepare(String name, Exception exception) {
            exceptions.put(name, exception);
        }

        @GetMapping("/thrower/{name}")
        String fail(@PathVariable String name) throws Exception {
            throw Optional.ofNullable(exceptions.get(name)).orElseThrow();
        }
    }

    private static final class AServlet extends HttpServlet {

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getOutputStream().print("served");
        }
    }

    private static final class AFilter extends OncePerRequestFilter {

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException {
            response.getOutputStream().print("served");
        }
    }
}
