package dev.turnstone.hub.staff;

import dev.turnstone.admission.wire.StaffChange;
import dev.turnstone.hub.staff.Person.Source;
import dev.turnstone.platform.store.Sqlite;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The accounts of this venue's staff and the record of what they did, in one file beside the ledger. */
public final class StaffStore implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(StaffStore.class);
    public static final String FILE = "staff.db";

    /** More than any venue has; a feed gone wrong shall not fill the disk. */
    static final int MOST_ACCOUNTS = 1_000;

    private static final List<String> SCRIPTS = List.of("""
            CREATE TABLE staff (
              staff TEXT PRIMARY KEY,
              name TEXT NOT NULL,
              roles TEXT NOT NULL,
              secret TEXT,
              source TEXT NOT NULL CHECK (source IN ('HUB', 'CLOUD'))
            ) WITHOUT ROWID;
            CREATE TABLE audit (
              id INTEGER PRIMARY KEY AUTOINCREMENT,
              at INTEGER NOT NULL,
              staff TEXT NOT NULL,
              name TEXT NOT NULL,
              action TEXT NOT NULL,
              subject TEXT NOT NULL,
              detail TEXT NOT NULL,
              result TEXT,
              result_detail TEXT NOT NULL DEFAULT '',
              result_at INTEGER
            );
            CREATE INDEX audit_of_subject ON audit (subject, id);
            """);

    private final Sqlite file;
    private final AuditLog audit;

    private StaffStore(Sqlite file) {
        this.file = file;
        this.audit = new AuditLog(file);
    }

    public static StaffStore open(Path file) {
        return new StaffStore(Sqlite.open(file, Sqlite.Durability.FULL).migrate(SCRIPTS));
    }

    public AuditLog audit() {
        return audit;
    }

    /** By name. */
    public List<Person> people() {
        return file.read(connection -> {
            try (PreparedStatement sql = connection.prepareStatement(
                            "SELECT staff, name, roles, secret, source FROM staff ORDER BY name, staff");
                    ResultSet row = sql.executeQuery()) {
                List<Person> people = new ArrayList<>();
                while (row.next()) {
                    people.add(person(row));
                }
                return people;
            }
        });
    }

    public Optional<Person> find(String staff) {
        return file.read(connection -> find(connection, staff));
    }

    /** Whether anybody could sign in at all. */
    public boolean hasAccounts() {
        return people().stream()
                .anyMatch(
                        person -> person.secret().isPresent() && !person.roles().isEmpty());
    }

    /** Made or changed on this hub. */
    public void put(Person person) {
        file.write(connection -> {
            write(connection, person);
            return 0;
        });
    }

    public boolean remove(String staff) {
        return file.write(connection -> {
            try (PreparedStatement sql = connection.prepareStatement("DELETE FROM staff WHERE staff = ?")) {
                sql.setString(1, staff);
                return sql.executeUpdate() > 0;
            }
        });
    }

    /** What the cloud says of a person. Without roles it stands no more; one that was made here stays as it is. */
    public void apply(StaffChange change) {
        file.write(connection -> {
            Optional<Person> known = find(connection, change.staff());
            if (known.filter(person -> person.source() == Source.HUB).isPresent()) {
                log.warn("The cloud knows a {} too; the account that was made on this hub stays.", change.staff());
                return 0;
            }
            if (known.isEmpty() && count(connection) >= MOST_ACCOUNTS) {
                throw new IllegalArgumentException("more than %d staff accounts".formatted(MOST_ACCOUNTS));
            }
            Set<Role> roles = new HashSet<>();
            change.roles().forEach(word -> Role.of(word).ifPresent(roles::add));
            write(connection, new Person(change.staff(), change.name(), roles, change.pin(), Source.CLOUD));
            return 0;
        });
    }

    private static Optional<Person> find(Connection connection, String staff) throws SQLException {
        try (PreparedStatement sql =
                connection.prepareStatement("SELECT staff, name, roles, secret, source FROM staff WHERE staff = ?")) {
            sql.setString(1, staff);
            try (ResultSet row = sql.executeQuery()) {
                return row.next() ? Optional.of(person(row)) : Optional.empty();
            }
        }
    }

    private static int count(Connection connection) throws SQLException {
        try (PreparedStatement sql = connection.prepareStatement("SELECT count(*) FROM staff");
                ResultSet row = sql.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    private static void write(Connection connection, Person person) throws SQLException {
        try (PreparedStatement sql = connection.prepareStatement(
                "INSERT OR REPLACE INTO staff (staff, name, roles, secret, source) VALUES (?, ?, ?, ?, ?)")) {
            sql.setString(1, person.staff());
            sql.setString(2, person.name());
            sql.setString(3, String.join(" ", person.roleWords()));
            sql.setString(4, person.secret().orElse(null));
            sql.setString(5, person.source().name());
            sql.executeUpdate();
        }
    }

    private static Person person(ResultSet row) throws SQLException {
        Set<Role> roles = new HashSet<>();
        for (String word : row.getString(3).toLowerCase(Locale.ROOT).split(" ")) {
            Role.of(word).ifPresent(roles::add);
        }
        return new Person(
                row.getString(1),
                row.getString(2),
                roles,
                Optional.ofNullable(row.getString(4)),
                Source.valueOf(row.getString(5)));
    }

    @Override
    public void close() {
        file.close();
    }
}
