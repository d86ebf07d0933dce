package dev.turnstone.cloud.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.turnstone.platform.app.StartFailure;
import dev.turnstone.platform.health.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The pool in front of PostgreSQL, its schema brought up to date before anyone may ask. */
public final class Database implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HikariDataSource pool;
    private final @Nullable EmbeddedServer server;
    private final Jdbi jdbi;

    private Database(HikariDataSource pool, @Nullable EmbeddedServer server) {
        this.pool = pool;
        this.server = server;
        this.jdbi = Jdbi.create(new InTurn(pool, pool.getMaximumPoolSize(), PATIENCE));
    }

    /** PostgreSQL in {@code folder}; its programs unpacked once into {@code binaries}; port 0 for a free one. */
    public static Database embedded(Path folder, Path binaries, int port, int poolSize) {
        EmbeddedServer server = EmbeddedServer.start(folder, binaries, port);
        try {
            return open(server, config -> config.setDataSource(server.dataSource()), poolSize);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** A PostgreSQL that somebody else looks after. */
    public static Database external(String jdbcUri, String user, String password, int poolSize) {
        return open(
                null,
                config -> {
                    config.setJdbcUrl(jdbcUri);
                    config.setUsername(user);
                    config.setPassword(password);
                },
                poolSize);
    }

    private static Database open(@Nullable EmbeddedServer server, Consumer<HikariConfig> source, int poolSize) {
        HikariConfig config = new HikariConfig();
        source.accept(config);
        config.setPoolName("database");
        config.setMaximumPoolSize(poolSize);
        config.setMinimumIdle(Math.min(2, poolSize));
        config.setConnectionTimeout(PATIENCE.toMillis());
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        HikariDataSource pool;
        try {
            pool = new HikariDataSource(config);
        } catch (PoolInitializationException e) {
            throw new StartFailure(
                    "The database cannot be reached: " + e.getMessage(),
                    "Look at database.uri, database.user and database.password, and whether PostgreSQL runs there.");
        }
        try {
            migrate(pool);
        } catch (FlywayException e) {
            pool.close();
            throw new StartFailure(
                    "The database's schema could not be brought up to date: " + e.getMessage(),
                    "The database is as it was before. Is an older program started on a newer schema?");
        }
        return new Database(pool, server);
    }

    private static void migrate(HikariDataSource pool) {
        Flyway.configure()
                .dataSource(pool)
                .locations("classpath:db/cloud")
                .validateMigrationNaming(true)
                .load()
                .migrate();
    }

    public Jdbi jdbi() {
        return jdbi;
    }

    public Status status() {
        int waiting = pool.getHikariPoolMXBean().getThreadsAwaitingConnection();
        try (var connection = pool.getConnection()) {
            return connection.isValid(2)
                    ? Status.up("%d of %d connections busy, %d waiting"
                            .formatted(
                                    pool.getHikariPoolMXBean().getActiveConnections(),
                                    pool.getMaximumPoolSize(),
                                    waiting))
                    : Status.down("PostgreSQL does not answer");
        } catch (java.sql.SQLException e) {
            return Status.down("PostgreSQL cannot be reached: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        pool.close();
        if (server != null) {
            server.close();
        }
    }
}
