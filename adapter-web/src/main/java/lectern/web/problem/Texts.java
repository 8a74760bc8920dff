package lectern.web.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;

/** What problems say, in the languages that they say it in. */
@Component
final class Texts {

    static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.KOREAN);

    private final AcceptHeaderLocaleResolver languages = new AcceptHeaderLocaleResolver();
    private final ResourceBundleMessageSource bundles = new ResourceBundleMessageSource();

    Texts() {
        languages.setSupportedLocales(LANGUAGES);
        languages.setDefaultLocale(Locale.ENGLISH);
        bundles.setBasename("lectern/web/problems");
        bundles.setDefaultEncoding("UTF-8");
        bundles.setFallbackToSystemLocale(false);
    }

    /** The language that a client understands best, English when it understands none of them. */
    Locale languageFor(HttpServletRequest request) {
        return languages.resolveLocale(request);
    }

    String title(Code code, Locale language) {
        return bundles.getMessage("title." + code, null, language);
    }

    String detail(Problem problem, Locale language) {
        return bundles.getMessage("detail." + problem.code(), problem.facts().toArray(), language);
    }

    String message(Violation violation, Locale language) {
        return bundles.getMessage(
                "fault." + violation.fault(), violation.limits().toArray(), language);
    }
}
