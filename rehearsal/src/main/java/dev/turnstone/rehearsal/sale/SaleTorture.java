package dev.turnstone.rehearsal.sale;

import dev.turnstone.platform.log.Logs;
import dev.turnstone.rehearsal.sale.SaleRound.Planted;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import org.jdbi.v3.core.statement.SqlLogger;

/**
 * Promise 6 while everything around it fails: one payment one fulfilment, whatever dies at whatever step. Most deaths are
 * exact (between two statements, before or after a call to the provider); some are of the real program, by SIGKILL.
 */
public final class SaleTorture implements AutoCloseable {
    public static final String NAME = "sale";

    /** So many rounds come with one life of the real program. */
    private static final int ROUNDS_PER_KILL = 100;

    private final SaleHouse house;
    private final Planted planted;
    private final Mortal mortal = new Mortal();
    private final SettableClock clock = new SettableClock(SaleHouse.BEGAN);
    private final Postbox postbox;
    private int deaths;

    SaleTorture(SaleHouse house, Planted planted) {
        this.house = house;
        this.planted = planted;
        house.jdbi().setSqlLogger(mortal);
        this.postbox = new Postbox(house.jdbi(), clock);
    }

    List<String> round(long seed) {
        var round = new SaleRound(house, mortal, postbox, clock, planted, seed);
        List<String> wrong = round.run();
        deaths += round.deaths();
        return wrong;
    }

    int deaths() {
        return deaths;
    }

    @Override
    public void close() {
        postbox.close();
    }

    /** What was done, and what came of it. */
    public record End(int rounds, long kills, String kept, List<String> wrong) {}

    /** {@code ./turnstone torture sale}: so many rounds, then lives of the real program. */
    public static End run(Path folder, int rounds, long seed, InstantSource clock)
            throws IOException, InterruptedException {
        Logs.configure("torture", folder.resolve("torture.log"));
        var seeds = new SplittableRandom(seed);
        try (var house = SaleHouse.open(folder)) {
            int deaths;
            try (var torture = new SaleTorture(house, Planted.NOTHING)) {
                List<String> wrong = List.of();
                int round = 0;
                while (round < rounds && wrong.isEmpty()) {
                    round++;
                    wrong = torture.round(seeds.nextLong());
                }
                deaths = torture.deaths();
                if (!wrong.isEmpty()) {
                    return new End(round, deaths, deaths + " deaths at a step", wrong);
                }
            }
            house.jdbi().setSqlLogger(SqlLogger.NOP_SQL_LOGGER);
            int kills = Math.max(1, rounds / ROUNDS_PER_KILL);
            List<String> wrong = new KilledCloud(house, seeds.nextLong(), clock).live(kills);
            return new End(rounds, deaths + kills, deaths + " of them at a step", wrong);
        }
    }
}
