package lectern.web.passport;

/**
 * What a 401 says in WWW-Authenticate, where RFC 9110 (15.5.2) wants a challenge. Passports don't travel in Authorization, so
 * no registered scheme is right: "Bearer" would have clients send theirs in the wrong header.
 */
final class Challenge {

    private Challenge() {}

    static String of(String header) {
        return "Passport header=\"" + header + '"';
    }
}
