package dev.turnstone.admission.wire;

import java.util.List;
import java.util.Optional;

/**
 * The body of a {@code staff} entry of the cloud's feed: who may do what at this venue, also while the cloud is away.
 *
 * @param staff names the person for good
 * @param roles such as {@code staff}, {@code technician}, {@code owner}; empty = none any more
 * @param pin an Argon2id hash in PHC form; absent = may not log in by PIN
 */
public record StaffChange(String staff, String name, List<String> roles, Optional<String> pin) {
    public static final String KIND = "staff";

    public static final int MOST_ROLES = 16;
    /** Characters of a PIN's hash. */
    public static final int LONGEST_PIN = 256;

    public StaffChange {
        Check.token("staff", staff);
        Check.text("name", name, Limits.TEXT);
        roles = Check.atMost("roles", roles, MOST_ROLES);
        roles.forEach(role -> Check.word("a role", role));
        pin.ifPresent(StaffChange::checkPin);
    }

    private static void checkPin(String pin) {
        if (!pin.startsWith("$argon2id$") || pin.length() > LONGEST_PIN) {
            throw new IllegalArgumentException(
                    "pin must be an Argon2id hash of at most " + LONGEST_PIN + " characters");
        }
    }
}
