package lectern.web.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** The texts of problems, in all their languages. */
@Component
final class ProblemMessages {

    static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.KOREAN);

    /** One language range of RFC 9110: its primary subtag, and its weight if it has one. */
    private static final Pattern RANGE = Pattern.compile(
            "\\s*(\\*|[A-Za-z]{1,8})(?:-[A-Za-z0-9*]{1,8})*+\\s*(?:;\\s*[Qq]\\s*=\\s*(0(?:\\.\\d{0,3})?|1(?:\\.0{0,3})?)\\s*)?");

    private final ResourceBundleMessageSource bundles = new ResourceBundleMessageSource();

    ProblemMessages() {
        bundles.setBasename("lectern/web/problems");
        bundles.setDefaultEncoding("UTF-8");
        bundles.setFallbackToSystemLocale(false);
    }

    /**
     * The language that a client prefers, or English. Malformed ranges are ignored. If none is well-formed, Tomcat and Spring would
     * use the language of the JVM.
     */
    Locale languageFor(HttpServletRequest request) {
        var weights = new LinkedHashMap<String, Double>();
        for (var line : Collections.list(request.getHeaders(HttpHeaders.ACCEPT_LANGUAGE))) {
            for (var range : line.split(",", -1)) {
                var parsed = RANGE.matcher(range);
                if (parsed.matches()) {
                    double weight = parsed.group(2) == null ? 1 : Double.parseDouble(parsed.group(2));
                    weights.merge(parsed.group(1).toLowerCase(Locale.ROOT), weight, Math::max);
                }
            }
        }
        return weights.entrySet().stream()
                .filter(range -> range.getValue() > 0)
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .flatMap(range -> LANGUAGES.stream().filter(language -> matches(range.getKey(), language, weights)))
                .findFirst()
                .orElse(Locale.ENGLISH);
    }

    /** A wildcard stands for the languages that no other range names. */
    private static boolean matches(String range, Locale language, Map<String, Double> named) {
        return range.equals("*") ? !named.containsKey(language.getLanguage()) : range.equals(language.getLanguage());
    }

    String title(Code code, Locale language) {
        return bundles.getMessage("title." + code, null, language);
    }

    String detail(Problem problem, Locale language) {
        return bundles.getMessage("detail." + problem.code(), problem.facts().toArray(), language);
    }

    String message(Violation violation, Locale language) {
        return bundles.getMessage(
                "constraint." + violation.constraint(), violation.limits().toArray(), language);
    }
}
