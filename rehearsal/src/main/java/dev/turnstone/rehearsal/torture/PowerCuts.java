package dev.turnstone.rehearsal.torture;

import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.hub.claim.Arbitration;
import dev.turnstone.hub.claim.Order;
import dev.turnstone.hub.ledger.Incident;
import dev.turnstone.hub.ledger.JournalMerge;
import dev.turnstone.hub.ledger.LedgerListener;
import dev.turnstone.hub.ledger.SqliteLedger;
import dev.turnstone.hub.roster.Roster;
import dev.turnstone.platform.store.StoreException;
import dev.turnstone.rehearsal.stage.Folders;
import dev.turnstone.rehearsal.stage.StagedEvent;
import dev.turnstone.rehearsal.stage.StagedGate;
import dev.turnstone.rehearsal.torture.PowerCut.Luck;
import dev.turnstone.rehearsal.torture.Recording.Event;
import dev.turnstone.turnstile.journal.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Cuts the power at places of a recorded life of a gate, most of them just when its relay rises, opens what a disk may
 * then hold with the gate's own code, and drains it into a ledger of the hub's own code: every pass whose relay had risen
 * by then must be in it, once.
 */
final class PowerCuts {
    private static final List<String> JOURNAL = List.of("journal.db", "journal.db-wal", "journal.db-journal");
    private static final int PAGE = 500;
    private static final int MOST_ROWS = 10_000;

    private final Recording recording;
    private final Path data;
    private final StagedEvent event;
    private final Roster roster;
    private final Instant now;
    private final List<Integer> rises;
    private final List<Integer> passes;

    /**
     * @param meter the file in which the gate noted each rise
     * @param passes what was shown for each rise of the recording
     */
    PowerCuts(
            Recording recording,
            Path data,
            Path meter,
            StagedEvent event,
            List<Integer> passes,
            Roster roster,
            Instant now) {
        this.recording = recording;
        this.data = data;
        this.event = event;
        this.roster = roster;
        this.now = now;
        this.rises = recording.of(meter).stream().map(Event::from).toList();
        this.passes = List.copyOf(passes);
        if (rises.size() != passes.size()) {
            throw new IllegalStateException(rises.size() + " rises were recorded, and " + passes.size() + " seen");
        }
    }

    /** The files whose every write must be recorded. */
    static List<Path> files(Path data, Path meter) {
        List<Path> files = new ArrayList<>(JOURNAL.stream().map(data::resolve).toList());
        files.add(meter);
        return files;
    }

    /** The n-th cut; what is wrong with what it left. */
    List<String> cut(int number, Path folder, SplittableRandom random) throws IOException {
        Luck luck = switch (number % 5) {
            case 0 -> Luck.NOTHING;
            case 1 -> Luck.EVERYTHING;
            default -> Luck.SOME;
        };
        int last = recording.events().stream().mapToInt(Event::to).max().orElse(0);
        int place =
                number % 4 == 3 ? random.nextInt(rises.getFirst(), last + 1) : rises.get(random.nextInt(rises.size()));
        Files.createDirectories(folder);
        PowerCut cut = new PowerCut(recording, place);
        for (String file : JOURNAL) {
            cut.leave(data.resolve(file), folder.resolve(file), luck, random);
        }
        List<Integer> risen = passes.subList(
                0, (int) rises.stream().filter(rise -> rise <= place).count());
        List<String> wrong = new ArrayList<>();
        try (Journal journal = Journal.open(folder, random);
                SqliteLedger ledger = SqliteLedger.open(folder.resolve("ledger.db"))) {
            drain(journal, ledger);
            wrong.addAll(GateTorture.entries(ledger.newest(MOST_ROWS), risen, event));
            ledger.load().incidents().stream().map(Incident::detail).forEach(wrong::add);
        } catch (StoreException e) {
            wrong.add("the journal could not be opened: " + e.getMessage());
        }
        String where = "cut %d at place %d with %s of what was not synced: ".formatted(number, place, luck);
        if (wrong.isEmpty()) {
            Folders.delete(folder);
        }
        return wrong.stream().map(where::concat).toList();
    }

    /** As the next life would: first of all it says that it has begun, and so what it finds open is over. */
    private void drain(Journal journal, SqliteLedger ledger) {
        Arbitration hub = new Arbitration(ledger, roster, LedgerListener.of());
        DeviceId device = new DeviceId(StagedGate.DEVICE);
        JournalVictim.begin(journal, now);
        for (long from = 1; from <= journal.last(); from += PAGE) {
            List<byte[]> page = journal.read(from, PAGE);
            hub.take(
                    List.of(new Order.Read(new JournalMerge.Batch(device, journal.id(), from, page), position -> {})),
                    now,
                    0);
        }
    }
}
