package dev.turnstone.provisioning.authority;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Whom a certificate names.
 *
 * @param commonName the device's id, which is also its user name at the broker: so it stays within a small alphabet
 *     that means nothing to a topic filter, a path or a shell
 * @param names the host names and addresses at which a hub or a lane's controller may be reached; a device has
 *     none
 */
public record Subject(String commonName, Role role, List<String> names) {
    /** The hub's name at the broker, where the name alone gives every right: no device may bear it. */
    private static final String HUB = "hub";

    // No longer than the broker's rules take a name: a longer one could connect nowhere.
    private static final Pattern COMMON_NAME = Pattern.compile("[a-z0-9-]{1,63}");
    private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:]{2,39}");

    public Subject {
        if (!COMMON_NAME.matcher(commonName).matches()) {
            throw new IllegalArgumentException(
                    "the name '" + commonName + "' must be 1 to 63 of a-z, 0-9 and - (for example gate-a)");
        }
        names = List.copyOf(names);
        for (String name : names) {
            if (!HOST_NAME.matcher(name).matches() && !isAddress(name)) {
                throw new IllegalArgumentException("'" + name + "' is neither a host name nor an address");
            }
        }
        switch (role) {
            case HUB -> {
                if (names.isEmpty()) {
                    throw new IllegalArgumentException(
                            "a hub needs at least one host name or address: devices check it");
                }
            }
            case CONTROLLER -> {
                if (commonName.equals(HUB)) {
                    throw hubsName();
                }
                if (names.isEmpty()) {
                    throw new IllegalArgumentException(
                            "a lane's controller needs at least one host name or address: its gate checks it");
                }
            }
            case DEVICE -> {
                if (commonName.equals(HUB)) {
                    throw hubsName();
                }
                if (!names.isEmpty()) {
                    throw new IllegalArgumentException("a device serves nobody: it takes no host name or address");
                }
            }
        }
    }

    public static Subject hub(String commonName, String... names) {
        return new Subject(commonName, Role.HUB, List.of(names));
    }

    /** A lane's controller, by the host names and addresses at which its gate reaches it. */
    public static Subject controller(String commonName, String... names) {
        return new Subject(commonName, Role.CONTROLLER, List.of(names));
    }

    private static IllegalArgumentException hubsName() {
        return new IllegalArgumentException(
                "the name '" + HUB + "' is the hub's: whoever bears it may say everything at the broker");
    }

    public static Subject device(String commonName) {
        return new Subject(commonName, Role.DEVICE, List.of());
    }

    /** Whether the name is written as an address, decided by its letters alone: no name server is ever asked. */
    static boolean isAddress(String name) {
        return isIpv4(name) || (name.indexOf(':') >= 0 && IPV6.matcher(name).matches());
    }

    private static boolean isIpv4(String name) {
        String[] parts = name.split("\\.", -1);
        if (parts.length != 4) {
            return false;
        }
        for (String part : parts) {
            if (part.isEmpty() || part.length() > 3 || !part.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return false;
            }
            if (Integer.parseInt(part) > 255) {
                return false;
            }
        }
        return true;
    }
}
