package dev.turnstone.hub.staff;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What somebody is here. One may be several. */
public enum Role {
    /** Whose venue it is. */
    OWNER,
    /** Runs the night. */
    MANAGER,
    /** Stands with the guests. */
    STAFF,
    /** Keeps the machines going. */
    TECHNICIAN;

    private static final Set<Power> OF_STAFF =
            EnumSet.of(Power.WATCH, Power.FREE_EVERYONE, Power.LET_IN, Power.TELL, Power.LOOK_INTO);
    private static final Set<Power> OF_TECHNICIANS =
            EnumSet.of(Power.WATCH, Power.FREE_EVERYONE, Power.CLOSE, Power.TELL, Power.MAINTAIN);

    boolean may(Power power) {
        return switch (this) {
            case OWNER, MANAGER -> true;
            case STAFF -> OF_STAFF.contains(power);
            case TECHNICIAN -> OF_TECHNICIANS.contains(power);
        };
    }

    /** As the cloud's feed, the command line and the tables say it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A newer cloud may know roles that this hub does not; they give nothing here. */
    public static Optional<Role> of(String word) {
        return Stream.of(values()).filter(role -> role.word().equals(word)).findFirst();
    }
}
