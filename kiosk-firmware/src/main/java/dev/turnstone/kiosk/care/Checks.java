package dev.turnstone.kiosk.care;

import dev.turnstone.kiosk.admit.Gate;
import dev.turnstone.kiosk.link.HubClaims;
import dev.turnstone.kiosk.link.RosterFeed;
import dev.turnstone.kiosk.roster.Roster;
import dev.turnstone.kiosk.settings.Billboard;
import dev.turnstone.kiosk.settings.Settings;
import dev.turnstone.kiosk.sight.Eyes;
import dev.turnstone.kiosk.sight.View;
import dev.turnstone.platform.health.Health;
import dev.turnstone.platform.health.Status;
import dev.turnstone.turnstile.journal.CardFault;
import dev.turnstone.turnstile.journal.DeviceClock;
import dev.turnstone.turnstile.journal.Journal;
import dev.turnstone.turnstile.journal.JournalWriter;
import dev.turnstone.turnstile.lane.Lane;
import dev.turnstone.turnstile.lane.LaneState;
import dev.turnstone.turnstile.link.HubEvents;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The parts of a gate's health. Only what keeps it from answering a guest at all is down: without its hub, without
 * settings, even without its disk a gate still has something true to say.
 */
public final class Checks {
    /** The hub is asked every half minute: older than this, and it was not reached several times. */
    private static final Duration ROSTER_IS_OLD = Duration.ofMinutes(3);

    private Checks() {}

    public static void camera(Health health, Eyes eyes, Sightings sightings) {
        health.part("camera", () -> switch (eyes.view()) {
            case View.Opening opening -> Status.degraded("is being opened");
            case View.Clear clear ->
                Status.up("%.0f frames a second".formatted(sightings.framesPerSecond(System.nanoTime())));
            case View.Covered covered ->
                Status.degraded(
                        "is covered, or it is dark before it: guests are referred. Look at the lens and the light");
            case View.Missing(String why) -> Status.down(why);
        });
    }

    public static void hub(Health health, HubClaims claims, HubEvents events) {
        health.part(
                "hub-claims",
                () -> claims.trouble()
                        .map(why -> Status.degraded("deciding alone: " + why))
                        .orElseGet(Status::up));
        events.report(health);
    }

    public static void journal(Health health, Journal journal, JournalWriter writer) {
        journal.report(health, writer::fault);
    }

    /** A gate that waits for its card: nothing else of it has begun. */
    public static void card(Health health, Supplier<CardFault> fault) {
        health.part(
                "journal",
                () -> Status.down(
                        "cannot be opened, guests are referred: " + fault.get().said()));
    }

    public static void settings(Health health, Settings settings) {
        health.part(
                "settings",
                () -> settings.keys().number() == 0 || settings.sheets().isEmpty()
                        ? Status.degraded("no keys or no sheet yet: every guest is referred")
                        : Status.up("key set %d, %d sheets"
                                .formatted(
                                        settings.keys().number(),
                                        settings.sheets().size())));
    }

    /**
     * Without a roster nobody is refused for it, so staff must know that nobody can be: a refunded pass opens the lane
     * until the hub says otherwise.
     */
    public static void roster(Health health, Roster roster, Billboard billboard, RosterFeed feed, InstantSource clock) {
        health.part("roster", () -> {
            List<Roster.Status> all =
                    billboard.expected().stream().map(roster::status).toList();
            Optional<String> troubled = all.stream()
                    .flatMap(status -> rosterTrouble(status, clock.instant()).stream())
                    .findFirst()
                    .map(why ->
                            feed.trouble().map(link -> why + " (" + link + ")").orElse(why));
            return troubled.map(Status::degraded)
                    .orElseGet(() -> Status.up("%d passes of %d events"
                            .formatted(
                                    all.stream().mapToInt(Roster.Status::passes).sum(), all.size())));
        });
    }

    private static Optional<String> rosterTrouble(Roster.Status roster, Instant now) {
        String name = "the roster of " + roster.event();
        if (!roster.present()) {
            return Optional.of(name + " has not come: passes are admitted by their signature, revoked ones too");
        }
        if (roster.fault().isPresent()) {
            return Optional.of(name + " " + roster.fault().get());
        }
        return roster.asOf().plus(ROSTER_IS_OLD).isBefore(now)
                ? Optional.of(name + " is as of " + roster.asOf().truncatedTo(ChronoUnit.SECONDS))
                : Optional.empty();
    }

    public static void clock(Health health, DeviceClock clock) {
        health.part(
                "clock",
                () -> clock.trusted()
                        ? Status.up()
                        : Status.degraded(
                                "is behind what certainly was before: set it. Guests are referred where the time matters"));
    }

    /** What a new start mends and nothing else does: while one of these is down no watchdog is fed. */
    public static void threads(Health health, Gate gate, JournalWriter writer) {
        health.vital("attendant", () -> gate.failing().map(Status::down).orElseGet(Status::up));
        health.vital("journal-writer", () -> writer.failing().map(Status::down).orElseGet(Status::up));
    }

    public static void lane(Health health, Lane lane) {
        health.vital("lane-" + lane.id(), () -> {
            Optional<String> failing = lane.failing();
            if (failing.isPresent()) {
                return Status.down(failing.get());
            }
            LaneState state = lane.state();
            String word = state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            return switch (state) {
                case LOCKED, GRANTED, PASSING -> Status.up(word);
                case HELD_OPEN, OUT_OF_SERVICE, FAULTED, FREE -> Status.degraded(word);
            };
        });
    }
}
