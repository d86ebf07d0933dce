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

    public StaffChange {
        roles = List.copyOf(roles);
    }
}
