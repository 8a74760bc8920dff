package lectern.web.problem;

/** What can be wrong with one value of a request; its text says what the value has to be. */
public enum Constraint {
    REQUIRED,
    UNKNOWN,
    REPEATED,
    NOT_UTF_8,
    NOT_JSON,
    NOT_AN_OBJECT,
    NOT_READABLE,
    NOT_A_WHOLE_NUMBER,
    NOT_A_TITLE,
    NOT_A_USER_ID,
    NOT_A_ROLE,
    NOT_A_TIME,
    NOT_A_UUID,
    NOT_A_KEY,
    NOT_A_PAGE_TOKEN,
    IN_THE_PAST;
}
