package lectern.web.passport;

import java.util.List;
import lectern.domain.LectureId;
import lectern.web.problem.Code;
import lectern.web.problem.Problem;
import lectern.web.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Gives a controller the lecture whose room passport the request carries. */
@Component
final class RoomPassportResolver implements HandlerMethodArgumentResolver, WebMvcConfigurer {

    private static final Problem INVALID = Problem.of(Code.ROOM_PASSPORT_INVALID)
            .with(HttpHeaders.WWW_AUTHENTICATE, Challenge.of(RoomPassports.HEADER));

    private final RoomPassports passports;
    private final RefusedPassports refused;

    RoomPassportResolver(RoomPassports passports, RefusedPassports refused) {
        this.passports = passports;
        this.refused = refused;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == LectureId.class;
    }

    @Override
    public LectureId resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        var given = request.getHeaderValues(RoomPassports.HEADER);
        if (given == null || given.length == 0 || (given.length == 1 && given[0].isBlank())) {
            throw new ProblemException(Problem.roomPassportMissing());
        }
        if (given.length > 1) {
            refused.add(PassportType.ROOM, Reason.HEADER_REPEATED);
            throw new ProblemException(INVALID);
        }
        return passports.open(given[0]).orElseThrow(() -> new ProblemException(INVALID));
    }
}
