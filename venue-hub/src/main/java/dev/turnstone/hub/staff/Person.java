package dev.turnstone.hub.staff;

import dev.turnstone.platform.secret.SecretHash;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Somebody who works here.
 *
 * @param staff names the person for good; what the audit says
 * @param secret an Argon2id hash of their PIN or password; absent = cannot sign in
 * @param source who keeps this account
 */
public record Person(String staff, String name, Set<Role> roles, Optional<String> secret, Source source) {
    /** Where an account comes from: the cloud never changes one that was made here. */
    public enum Source {
        HUB,
        CLOUD
    }

    public Person {
        roles = Set.copyOf(roles);
        if (!staff.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            throw new IllegalArgumentException("an account's name has letters, digits and hyphens");
        }
        if (name.isBlank() || name.length() > 200) {
            throw new IllegalArgumentException("a name has one to 200 characters");
        }
        secret.ifPresent(SecretHash::parse);
    }

    public boolean may(Power power) {
        return roles.stream().anyMatch(role -> role.may(power));
    }

    /** The words of its roles, the mightiest first. */
    public List<String> roleWords() {
        return roles.stream().sorted(Comparator.naturalOrder()).map(Role::word).collect(Collectors.toList());
    }

    @Override
    public String toString() {
        return "Person[" + staff + "]";
    }
}
