package lectern.web.passport;

/**
 * The challenge in the header WWW-Authenticate of a 401, which RFC 9110 (15.5.2) requires. Passports are not sent in Authorization, so
 * no registered scheme fits: "Bearer" would make clients send their passport in the wrong header.
 */
final class Challenge {

    private Challenge() {}

    static String of(String header) {
        return "Passport header=\"" + header + '"';
    }
}
