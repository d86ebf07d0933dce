package dev.turnstone.kiosk.roster;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of one subject, of which the newest whole one holds: {@code subject@generation-position.kind}. A new one is
 * written under another name, synced, renamed, and its folder synced, before anybody looks into it or forgets what it
 * took in; so whenever the power goes, an old one or the new one is there, and never half of one.
 */
final class Generations {
    private static final Logger log = LoggerFactory.getLogger(Generations.class);
    private static final String UNFINISHED = ".new";
    // An event's name holds no @, so that nothing else can look like one of these.
    private static final Pattern NAME = Pattern.compile("([^@]+)@(\\d{1,18})-(\\d{1,18})\\.([a-z]+)");

    private final Shelf shelf;
    private final String subject;
    private final String kind;
    private long last;

    /**
     * A file that holds.
     *
     * @param position up to where it tells everything
     */
    record Generation(String name, long position, Table table) {}

    private record Named(String name, String subject, long generation, long position, String kind) {}

    Generations(Shelf shelf, String subject, String kind) {
        this.shelf = shelf;
        this.subject = subject;
        this.kind = kind;
    }

    /** Every subject that has a file of this kind. */
    static Set<String> subjects(Shelf shelf, String kind) {
        Set<String> subjects = new TreeSet<>();
        try {
            shelf.names().stream()
                    .flatMap(name -> named(name).stream())
                    .filter(named -> named.kind.equals(kind))
                    .forEach(named -> subjects.add(named.subject));
        } catch (IOException e) {
            log.warn("The folder of the rosters cannot be read: {}", e.toString());
        }
        return subjects;
    }

    /** The newest whole file; whatever else there is of this subject is removed. */
    Optional<Generation> newest() {
        Optional<Generation> found = Optional.empty();
        for (Named named : mine().reversed()) {
            last = Math.max(last, named.generation);
            if (found.isEmpty()) {
                try {
                    found = Optional.of(new Generation(named.name, named.position, Table.open(shelf.path(named.name))));
                } catch (IOException e) {
                    log.warn("A kept file is discarded and fetched again: {}", e.getMessage());
                }
            }
        }
        found.ifPresentOrElse(this::keepOnly, this::clear);
        return found;
    }

    /** Puts this table in place of the one before, which stays until {@link #keepOnly}. */
    Generation publish(Table.Built built, long position) throws IOException {
        String name = "%s@%d-%d.%s".formatted(subject, last + 1, position, kind);
        try {
            shelf.write(name + UNFINISHED, built);
            shelf.rename(name + UNFINISHED, name);
            shelf.sync();
            Table table = Table.open(shelf.path(name));
            last++;
            return new Generation(name, position, table);
        } catch (IOException e) {
            remove(name + UNFINISHED);
            remove(name);
            throw e;
        }
    }

    /** Everything else of this subject goes: only after nobody needs it any more. */
    void keepOnly(Generation holds) {
        discard(Optional.of(holds.name));
    }

    void clear() {
        discard(Optional.empty());
    }

    private void discard(Optional<String> except) {
        for (String name : names()) {
            boolean unfinished = name.endsWith(UNFINISHED)
                    && named(name.substring(0, name.length() - UNFINISHED.length()))
                            .filter(this::isMine)
                            .isPresent();
            boolean old = named(name).filter(this::isMine).isPresent()
                    && except.filter(name::equals).isEmpty();
            if (unfinished || old) {
                remove(name);
            }
        }
    }

    private void remove(String name) {
        try {
            shelf.delete(name);
        } catch (IOException e) {
            log.warn("{} cannot be removed: {}", name, e.toString());
        }
    }

    /** Oldest first. */
    private List<Named> mine() {
        List<Named> mine = new ArrayList<>();
        for (String name : names()) {
            named(name).filter(this::isMine).ifPresent(mine::add);
        }
        mine.sort(Comparator.comparingLong(Named::generation));
        return mine;
    }

    private List<String> names() {
        try {
            return shelf.names();
        } catch (IOException e) {
            log.warn("The folder of {} cannot be read: {}", subject, e.toString());
            return List.of();
        }
    }

    private boolean isMine(Named named) {
        return named.subject.equals(subject) && named.kind.equals(kind);
    }

    private static Optional<Named> named(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches()
                ? Optional.of(new Named(
                        name,
                        matcher.group(1),
                        Long.parseLong(matcher.group(2)),
                        Long.parseLong(matcher.group(3)),
                        matcher.group(4)))
                : Optional.empty();
    }
}
