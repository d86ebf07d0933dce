package dev.turnstone.kiosk.staff;

import dev.turnstone.platform.json.Json;
import dev.turnstone.platform.secret.SecretHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may use this kiosk, from a file that whoever provisions it writes. It is read whenever somebody comes, so that a
 * new colleague needs no restart; it is small, and nobody comes often.
 */
public final class StaffList {
    private static final Logger log = LoggerFactory.getLogger(StaffList.class);
    private static final int MOST_BYTES = 256 * 1024;
    private static final int SHORTEST_BADGE = 16;

    private final Path file;

    private record Listed(List<Person> staff) {}

    /** Those who may serve, by name; or why nobody can be told. */
    record Reading(List<Person> people, Optional<String> fault) {}

    public StaffList(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    Reading read() {
        try {
            if (Files.size(file) > MOST_BYTES) {
                return new Reading(List.of(), Optional.of("it is larger than any list of staff"));
            }
            Listed listed = Json.read(Files.readString(file), Listed.class);
            return new Reading(
                    listed.staff().stream()
                            .filter(Person::mayServe)
                            .sorted(Comparator.comparing(Person::name))
                            .toList(),
                    Optional.empty());
        } catch (NoSuchFileException e) {
            return new Reading(List.of(), Optional.empty());
        } catch (IOException | RuntimeException e) {
            log.warn("The list of staff in {} cannot be read: {}", file, e.getMessage());
            return new Reading(List.of(), Optional.of(String.valueOf(e.getMessage())));
        }
    }

    Optional<Person> byPin(String staff, String pin) {
        return read().people().stream()
                .filter(person -> person.staff().equals(staff))
                .filter(person -> person.pin()
                        .filter(kept -> SecretHash.parse(kept).matches(pin))
                        .isPresent())
                .findFirst();
    }

    /** What a badge says is long and random: a plain hash recognises it, and nobody guesses it. */
    Optional<Person> byBadge(String text) {
        if (text.length() < SHORTEST_BADGE) {
            return Optional.empty();
        }
        String hash = badgeHash(text);
        return read().people().stream()
                .filter(person -> person.badge().filter(hash::equals).isPresent())
                .findFirst();
    }

    public static String badgeHash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
