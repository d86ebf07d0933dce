package dev.turnstone.hub.testing;

import dev.turnstone.hub.staff.Person;
import dev.turnstone.hub.staff.Person.Source;
import dev.turnstone.hub.staff.Role;
import dev.turnstone.hub.staff.Sessions;
import dev.turnstone.hub.staff.StaffDoor;
import dev.turnstone.hub.staff.StaffDoor.SeenBy;
import dev.turnstone.hub.staff.StaffStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** People of a venue, all with one password that is quick to try. */
public final class TestStaff implements AutoCloseable {
    public static final String PASSWORD = "password";
    public static final Duration UNUSED = Duration.ofMinutes(15);
    public static final String HASH =
            "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";

    public final StaffStore store;
    private final AtomicLong nanos = new AtomicLong();
    private final InstantSource clock;

    public TestStaff(Path folder, InstantSource clock) {
        this.store = StaffStore.open(folder.resolve(StaffStore.FILE));
        this.clock = clock;
    }

    public StaffDoor door(SeenBy seenBy) {
        return new StaffDoor(new Sessions(store, UNUSED, new Random(11), clock, nanos::get), seenBy);
    }

    public Person hire(String account, Role... roles) {
        Person person = new Person(account, account, Set.of(roles), Optional.of(HASH), Source.HUB);
        store.put(person);
        return person;
    }

    public void later(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Override
    public void close() {
        store.close();
    }
}
