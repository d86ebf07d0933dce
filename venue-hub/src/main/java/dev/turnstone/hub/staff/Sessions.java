package dev.turnstone.hub.staff;

import dev.turnstone.hub.staff.AuditLog.Deed;
import dev.turnstone.platform.secret.Guard;
import dev.turnstone.platform.secret.Guard.Entry;
import dev.turnstone.platform.secret.SecretHash;
import dev.turnstone.platform.text.PlainName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Who is signed in. A session is kept here and not at the browser, ends when nobody has used it for a while, and at once
 * when its account changes.
 */
public final class Sessions {
    static final int MOST_SESSIONS = 64;
    private static final int FORM_BYTES = 16;

    private final StaffStore store;
    private final Duration unused;
    private final Guard<Session> guard;
    private final RandomGenerator random;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final SecretHash nobodys;

    /** @param secret the hash that opened it: with another PIN it is another account */
    private record Session(String staff, String secret, String form) {}

    public Sessions(
            StaffStore store, Duration unused, RandomGenerator random, InstantSource clock, LongSupplier nanos) {
        this.store = store;
        this.unused = unused;
        this.guard = new Guard<>(unused, MOST_SESSIONS, random);
        this.random = random;
        this.clock = clock;
        this.nanos = nanos;
        this.nobodys = SecretHash.of("nobody's", random);
    }

    public Duration unused() {
        return unused;
    }

    /** @param name an account's, or its owner's as they write it */
    Entry enter(String name, String secret) {
        Optional<Person> known = store.find(name).or(() -> store.find(PlainName.of(name)));
        // Whoever tries names that are not there shares one number of tries, and learns nothing from how long it takes.
        String whose = known.map(Person::staff).orElse("");
        AtomicBoolean tried = new AtomicBoolean();
        Entry entry = guard.enter(
                whose,
                () -> {
                    tried.set(true);
                    return recognised(known, secret);
                },
                nanos.getAsLong());
        // What was not even looked at is not written: nobody fills the disk by trying.
        if (tried.get()) {
            note(entry, known);
        }
        return entry;
    }

    private void note(Entry entry, Optional<Person> known) {
        Instant now = clock.instant();
        Deed deed = new Deed("sign-in", "", "");
        String result = switch (entry) {
            case Entry.Opened opened -> "done";
            case Entry.Wrong wrong -> "wrong";
            case Entry.TooOften often -> "locked-out";
        };
        known.ifPresentOrElse(
                person -> store.audit().did(person, deed, result, now),
                () -> store.audit().somebody("?", deed, result, now));
    }

    private Optional<Session> recognised(Optional<Person> known, String secret) {
        Optional<Person> open = known.filter(person -> !person.roles().isEmpty());
        SecretHash kept = open.flatMap(Person::secret).map(SecretHash::parse).orElse(nobodys);
        boolean matches = kept.matches(secret);
        return open.filter(person -> matches)
                .flatMap(person -> person.secret().map(hash -> new Session(person.staff(), hash, form())));
    }

    private String form() {
        byte[] drawn = new byte[FORM_BYTES];
        random.nextBytes(drawn);
        return HexFormat.of().formatHex(drawn);
    }

    /** Whose session this is, if it is in use; asking uses it. */
    Optional<SignedIn> uses(String token) {
        return guard.admits(token, nanos.getAsLong()).flatMap(this::still);
    }

    /** The same for a page that only looks on. */
    Optional<SignedIn> watches(String token) {
        return guard.watches(token, nanos.getAsLong()).flatMap(this::still);
    }

    private Optional<SignedIn> still(Session session) {
        return store.find(session.staff)
                .filter(person -> !person.roles().isEmpty())
                .filter(person -> person.secret().filter(session.secret::equals).isPresent())
                .map(person -> new SignedIn(person, session.form));
    }

    void leave(String token) {
        watches(token)
                .ifPresent(
                        who -> store.audit().did(who.person(), new Deed("sign-out", "", ""), "done", clock.instant()));
        guard.leave(token);
    }
}
