package dev.turnstone.rehearsal.bench;

import dev.turnstone.kiosk.camera.Luma;
import dev.turnstone.platform.cli.Arguments;
import dev.turnstone.rehearsal.bench.Contest.Result;
import dev.turnstone.rehearsal.bench.Photographs.Shot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How many codes the gate's two readers find, and how soon, beside plain ZXing on the same pictures: on photographs,
 * each turned four ways, and on scenes at a kiosk that follow from the seed.
 */
public final class DecodeBench implements Bench {
    private static final double LEAST_RATE = 93;
    private static final double MOST_P95_RATIO = 1.5;
    private static final double LEAST_HITS_RATIO = 1.7;
    private static final int SCENES = 600;
    private static final int EMPTY_SCENES = 300;
    private static final Scenes VGA = new Scenes(640, 480);

    private final long seed;

    public DecodeBench(long seed) {
        this.seed = seed;
    }

    @Override
    public String name() {
        return "decode";
    }

    @Override
    public List<Measure> run(Arguments given) {
        List<Measure> measures = new ArrayList<>();
        Contest contest = new Contest();
        photographs(given).ifPresent(folder -> measures.addAll(photographs(contest, folder)));
        if (!given.has("images")) {
            measures.addAll(scenes(contest));
            measures.addAll(Vigil.measures(seed));
        }
        return measures;
    }

    private static Optional<Path> photographs(Arguments given) {
        return given.optional("images")
                .map(Path::of)
                .or(() -> Optional.ofNullable(System.getenv("TURNSTONE_TEST_DATA"))
                        .map(data -> Path.of(data, "qr-public"))
                        .filter(Files::isDirectory));
    }

    private static List<Measure> photographs(Contest contest, Path folder) {
        Result result = contest.over(Photographs.of(folder));
        return List.of(
                Measure.atLeast("rate.turnstone", result.ourRate(), "%", LEAST_RATE),
                Measure.told("rate.zxing", result.zxingRate(), "%"),
                Measure.within("p95.ratio", result.p95Ratio(), "×", MOST_P95_RATIO),
                Measure.told("p95.ratio, unread too", result.p95RatioOfAll(), "×"));
    }

    private List<Measure> scenes(Contest contest) {
        PassCrowd crowd = PassCrowd.of(SCENES, seed);
        List<Shot> shots = new ArrayList<>();
        for (int at = 0; at < SCENES; at++) {
            String text = at % 2 == 0 ? crowd.guest(at).text() : crowd.liveText();
            shots.add(new Shot(VGA.phone(text, seed * SCENES + at), text));
        }
        Result result = contest.over(shots);
        return List.of(
                Measure.told("scenes.turnstone", result.ourRate(), "%"),
                Measure.told("scenes.zxing", result.zxingRate(), "%"),
                Measure.atLeast("scenes.hits", result.ourRate() / result.zxingRate(), "×", LEAST_HITS_RATIO),
                Measure.within("false.accepts", falseAccepts(contest), "of " + EMPTY_SCENES, 0));
    }

    private double falseAccepts(Contest contest) {
        List<Luma> empty = new ArrayList<>();
        for (int at = 0; at < EMPTY_SCENES; at++) {
            empty.add(VGA.without(seed * EMPTY_SCENES + at));
        }
        return empty.stream().filter(contest::readsAnything).count();
    }
}
