package dev.turnstone.rehearsal.sale;

import dev.turnstone.admission.key.SigningKey;
import dev.turnstone.cloud.database.Database;
import dev.turnstone.cloud.database.Programs;
import dev.turnstone.cloud.event.Event;
import dev.turnstone.cloud.event.Events;
import dev.turnstone.cloud.event.Programme;
import dev.turnstone.cloud.event.Programme.NewEvent;
import dev.turnstone.cloud.event.Programme.NewTier;
import dev.turnstone.cloud.event.Programme.NewVenue;
import dev.turnstone.cloud.event.Stock;
import dev.turnstone.cloud.issuing.EventKeys;
import dev.turnstone.cloud.issuing.Issuer;
import dev.turnstone.cloud.issuing.MasterKey;
import dev.turnstone.cloud.issuing.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** A PostgreSQL of its own with the cloud's schema, one venue in it, and as many evenings as are asked for. */
final class SaleHouse implements AutoCloseable {
    static final byte[] MASTER = new byte[32];
    static final Instant BEGAN = Instant.parse("2026-03-07T20:15:00Z");

    private static final int POOL = 16;
    private static final byte[] SETTINGS_SEED = new byte[SigningKey.SEED_BYTES];

    private final Path folder;
    private final int port;
    private final Database database;
    private final EventKeys keys;
    private final Settings settings;
    private final Issuer issuer;
    private final UUID venue;
    private int evenings;

    private SaleHouse(Path folder, int port, Database database, SecureRandom random) {
        this.folder = folder;
        this.port = port;
        this.database = database;
        this.keys = new EventKeys(new MasterKey(MASTER, random), random);
        this.settings = new Settings(SigningKey.fromSeed(SETTINGS_SEED));
        this.issuer = new Issuer(keys, random);
        this.venue = database.jdbi().inTransaction(SaleHouse::plantVenue);
    }

    static SaleHouse open(Path folder) throws IOException {
        int port = freePort();
        Database database = Database.embedded(
                folder.resolve("postgresql"), Programs.folder(folder.resolve("programs")), port, POOL);
        return new SaleHouse(folder, port, database, new SecureRandom());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static UUID plantVenue(Handle handle) {
        UUID organisation = Programme.organisation(handle, "maguey", "Maguey", "owner@maguey.example", BEGAN);
        var house = new NewVenue(organisation, "maguey", "Maguey", ZoneId.of("America/Mexico_City"), "", 100_000);
        return Programme.venue(handle, house, BEGAN);
    }

    Path folder() {
        return folder;
    }

    int port() {
        return port;
    }

    Jdbi jdbi() {
        return database.jdbi();
    }

    Issuer issuer() {
        return issuer;
    }

    /** An evening with one tier of so many tickets; laid out for a crowd where {@code buckets} says so. */
    synchronized Event evening(int tickets, int buckets, Instant now) {
        String slug = "evening-" + ++evenings;
        return jdbi().inTransaction(handle -> {
            UUID id = Programme.event(
                    handle,
                    new NewEvent(
                            venue, slug, "An evening", "", "", now, now.plus(Duration.ofDays(400)), 100_000, "MXN"),
                    now);
            UUID tier = Programme.tier(
                    handle,
                    id,
                    new NewTier(0, "General admission", "Acceso general", "", "", 350_00, 15_00, tickets),
                    now);
            if (buckets > 1) {
                handle.execute("delete from tier_stock where tier_id = ?", tier);
                Stock.lay(handle, tier, tickets, buckets);
            }
            Event event = Events.byId(handle, id);
            keys.make(handle, event, now);
            settings.publishKeys(handle, venue, now);
            settings.publishSheet(handle, id, now);
            return event;
        });
    }

    /** Ends the server and leaves its files. */
    @Override
    public void close() {
        database.close();
    }
}
