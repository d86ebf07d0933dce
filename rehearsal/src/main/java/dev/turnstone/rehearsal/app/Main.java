package dev.turnstone.rehearsal.app;

import dev.turnstone.platform.cli.CommandLine;
import dev.turnstone.rehearsal.bench.BenchCommand;
import dev.turnstone.rehearsal.bench.ClaimsBench;
import dev.turnstone.rehearsal.bench.DecodeBench;
import dev.turnstone.rehearsal.bench.GateBench;
import dev.turnstone.rehearsal.bench.LaneBench;
import dev.turnstone.rehearsal.bench.PassBench;
import dev.turnstone.rehearsal.bench.RosterBench;
import dev.turnstone.rehearsal.bench.SoakBench;
import dev.turnstone.rehearsal.bench.StartBench;
import dev.turnstone.rehearsal.check.CheckCommand;
import dev.turnstone.rehearsal.hil.HilCommand;
import dev.turnstone.rehearsal.passbook.Passbook;
import dev.turnstone.rehearsal.sale.SaleBench;
import dev.turnstone.rehearsal.simulation.SimCommand;
import dev.turnstone.rehearsal.torture.TortureCommand;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;

/** {@code ./turnstone rehearse | sim | torture | bench | hil | check | pass}. */
public final class Main {
    /** The same passes in every run. */
    private static final long SEED = 45;

    private Main() {}

    public static void main(String[] args) {
        System.exit(run(List.of(args), System.out, System.err));
    }

    static int run(List<String> words, PrintStream out, PrintStream err) {
        InstantSource clock = InstantSource.system();
        return new CommandLine(
                        "./turnstone",
                        List.of(
                                new RehearseCommand(clock).command(),
                                SimCommand.command(),
                                TortureCommand.command(clock),
                                new BenchCommand(List.of(
                                                new PassBench(SEED),
                                                new LaneBench(),
                                                new RosterBench(SEED),
                                                new DecodeBench(SEED),
                                                new GateBench(SEED, clock),
                                                new StartBench(SEED, clock),
                                                new SoakBench(SEED, clock),
                                                new ClaimsBench(SEED, clock),
                                                new SaleBench(SEED, clock)))
                                        .command(),
                                HilCommand.command(),
                                CheckCommand.command(),
                                new Passbook(clock, new SecureRandom()).command()))
                .run(words, out, err);
    }
}
