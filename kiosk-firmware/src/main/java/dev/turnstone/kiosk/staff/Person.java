package dev.turnstone.kiosk.staff;

import dev.turnstone.platform.secret.SecretHash;
import java.util.List;
import java.util.Optional;

/**
 * Somebody who may use the staff screen.
 *
 * @param staff names the person for good; what the journal says
 * @param pin an Argon2id hash; absent = not by PIN
 * @param badge the SHA-256 of what the badge's code says, in hex; absent = has none
 */
public record Person(String staff, String name, List<String> roles, Optional<String> pin, Optional<String> badge) {
    private static final List<String> MAY = List.of("staff", "manager", "owner");
    private static final String HEX_256 = "[0-9a-f]{64}";

    public Person {
        roles = List.copyOf(roles);
        if (!staff.matches("[a-z0-9][a-z0-9-]{0,63}")) {
            throw new IllegalArgumentException("staff is a short name of small letters, digits and hyphens");
        }
        if (name.isBlank() || name.length() > 80) {
            throw new IllegalArgumentException("name has one to 80 characters");
        }
        pin.ifPresent(SecretHash::parse);
        if (badge.isPresent() && !badge.get().matches(HEX_256)) {
            throw new IllegalArgumentException("badge is a SHA-256 in hex");
        }
    }

    boolean mayServe() {
        return roles.stream().anyMatch(MAY::contains);
    }

    @Override
    public String toString() {
        return "Person[" + staff + "]";
    }
}
