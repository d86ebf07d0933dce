package dev.turnstone.cloud.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;

/**
 * The pool's connections in the order in which they were asked for. The pool alone lets whoever comes late overtake: with
 * 200 buyers at 16 connections some of them waited for seconds.
 */
final class InTurn implements ConnectionFactory {
    private final DataSource pool;
    private final Duration patience;
    private final Semaphore turns;

    InTurn(DataSource pool, int connections, Duration patience) {
        this.pool = pool;
        this.patience = patience;
        this.turns = new Semaphore(connections, true);
    }

    @Override
    public Connection openConnection() throws SQLException {
        await();
        boolean given = false;
        try {
            Connection connection = pool.getConnection();
            given = true;
            return connection;
        } finally {
            if (!given) {
                turns.release();
            }
        }
    }

    @Override
    public void closeConnection(Connection connection) throws SQLException {
        try {
            connection.close();
        } finally {
            turns.release();
        }
    }

    private void await() throws SQLException {
        try {
            if (!turns.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new SQLTransientConnectionException("no connection was free for " + patience.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLTransientConnectionException("interrupted while waiting for a connection", e);
        }
    }
}
