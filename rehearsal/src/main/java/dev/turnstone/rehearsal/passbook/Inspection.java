package dev.turnstone.rehearsal.passbook;

import dev.turnstone.admission.key.PublicKey;
import dev.turnstone.admission.pass.Decoded;
import dev.turnstone.admission.pass.Pass;
import dev.turnstone.admission.pass.PassCodec;
import dev.turnstone.kiosk.camera.Pictures;
import dev.turnstone.kiosk.sight.StillReader;
import dev.turnstone.platform.cli.Arguments;
import dev.turnstone.platform.cli.CannotDo;
import dev.turnstone.platform.cli.Command;
import dev.turnstone.platform.cli.CommandLine;
import dev.turnstone.platform.cli.UsageFault;
import dev.turnstone.platform.json.Json;
import dev.turnstone.rehearsal.passbook.Judge.Finding;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code pass inspect}: every field of one pass, and what to think of it. */
final class Inspection {
    private final InstantSource clock;

    Inspection(InstantSource clock) {
        this.clock = clock;
    }

    Command command() {
        return Command.named(
                        "inspect", "Read a pass from its text or from a picture: every field, verdict, why.", this::run)
                .operand("TEXT|IMAGE")
                .value("key", "HEX", "the public key it should be signed with; without it, its shape alone is judged")
                .flag("json", "one JSON object")
                .example("./turnstone pass inspect ticket.png")
                .example("./turnstone pass inspect 'AA02ZD$.J8GJ05…' --key 3290c15f…");
    }

    private int run(Arguments given, PrintStream out, PrintStream err) throws IOException {
        String text = text(given.operand("TEXT or IMAGE"));
        Optional<PublicKey> key = given.optional("key").map(Inspection::key);
        Map<String, Object> facts = new LinkedHashMap<>();
        Optional<Verdict> verdict = key.isPresent() ? judged(text, key.get(), facts) : shape(text, facts);
        if (given.has("json")) {
            out.println(Json.text(facts));
        } else {
            facts.forEach((name, value) -> out.printf("%-12s %s%n", name, value));
        }
        return verdict.filter(found -> found != Verdict.GENUINE).isPresent() ? CommandLine.FAILED : CommandLine.DONE;
    }

    private Optional<Verdict> judged(String text, PublicKey key, Map<String, Object> facts) {
        Finding finding = Judge.judge(text, key, Optional.empty(), clock.instant());
        finding.pass().ifPresent(pass -> facts.putAll(fields(pass)));
        facts.put("verdict", finding.verdict());
        facts.put("why", finding.why());
        return Optional.of(finding.verdict());
    }

    private static Optional<Verdict> shape(String text, Map<String, Object> facts) {
        return switch (PassCodec.decode(text)) {
            case Decoded.NotAPass not -> {
                facts.put("verdict", Verdict.NOT_A_PASS);
                facts.put("why", Judge.words(not.why()));
                yield Optional.of(Verdict.NOT_A_PASS);
            }
            case Decoded.Read read -> {
                facts.putAll(fields(read.pass()));
                facts.put("verdict", "none");
                facts.put("why", "its signature was not looked at: give the public key with --key");
                yield Optional.empty();
            }
        };
    }

    static Map<String, Object> fields(Pass pass) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("format", VectorFile.formatOf(pass));
        fields.put("keyId", pass.body().keyId().toString());
        fields.put("passNumber", pass.number().toString());
        fields.put("tier", pass.body().tier());
        fields.put("version", pass.body().version());
        fields.put("admits", pass.body().admits());
        pass.body().anchor().ifPresent(anchor -> fields.put("anchor", anchor.hex()));
        pass.code().ifPresent(code -> fields.put("step", code.step()));
        return fields;
    }

    /** The name of a file that exists is a picture; anything else is the pass itself. */
    private static String text(String operand) throws IOException {
        Optional<Path> picture = picture(operand);
        if (picture.isEmpty()) {
            return operand;
        }
        try {
            return new StillReader()
                    .read(Pictures.read(Files.readAllBytes(picture.get())))
                    .orElseThrow(() -> new CannotDo(
                            "No QR code was found in " + operand + ".", "Try a sharper or a larger picture."));
        } catch (Pictures.UnreadablePicture e) {
            throw new CannotDo(operand + " cannot be used: " + e.getMessage() + ".", "Give a PNG or a JPEG.");
        }
    }

    private static Optional<Path> picture(String operand) {
        try {
            return Optional.of(Path.of(operand)).filter(Files::isRegularFile);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static PublicKey key(String hex) {
        try {
            return PublicKey.fromHex(hex);
        } catch (IllegalArgumentException e) {
            throw new UsageFault("--key is no public key: " + e.getMessage());
        }
    }
}
