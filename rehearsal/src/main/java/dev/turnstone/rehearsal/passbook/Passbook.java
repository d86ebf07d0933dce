package dev.turnstone.rehearsal.passbook;

import dev.turnstone.admission.pass.Link;
import dev.turnstone.admission.pass.LiveChain;
import dev.turnstone.admission.pass.LiveSchedule;
import dev.turnstone.admission.pass.Pass;
import dev.turnstone.admission.pass.PassBody;
import dev.turnstone.admission.pass.PassCodec;
import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.pass.PassSigner;
import dev.turnstone.platform.cli.Arguments;
import dev.turnstone.platform.cli.CannotDo;
import dev.turnstone.platform.cli.Command;
import dev.turnstone.platform.cli.CommandLine;
import dev.turnstone.platform.json.Json;
import dev.turnstone.platform.json.JsonFault;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code ./turnstone pass mint | inspect | check}. */
public final class Passbook {
    private static final int STEPS = LiveSchedule.USUAL_STEPS;
    private static final int PIXELS_PER_MODULE = 8;

    private final InstantSource clock;
    private final SecureRandom random;

    public Passbook(InstantSource clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    public Command command() {
        List<Command> commands = List.of(mint(), new Inspection(clock).command(), check());
        return Command.group("pass", "Make, read and judge passes.", new CommandLine("./turnstone pass", commands));
    }

    private Command mint() {
        return Command.named("mint", "Make a key and a sample pass signed with it.", this::mint)
                .flag("live", "a live pass with the code of its first step, as a phone shows it")
                .value("admits", "N", "how many people it admits, 1 to 250; 0 is unlimited (default: 1)")
                .value("tier", "N", "index into the event's sheet (default: 0)")
                .value("version", "N", "raised by re-issue (default: 1)")
                .value("png", "FILE", "draw it into a picture instead of the terminal")
                .flag("json", "one JSON object: text, publicKeyHex and every field")
                .example("./turnstone pass mint --admits 4")
                .example("./turnstone pass mint --live --png pass.png");
    }

    private Command check() {
        return Command.named("check", "Judge every pass of a file, and compare with what the file states.", this::check)
                .operand("FILE")
                .flag("json", "one JSON object a mismatch, and one at the end")
                .example("./turnstone pass check pass-vectors.json");
    }

    private int mint(Arguments given, PrintStream out, PrintStream err) throws IOException {
        byte[] seed = new byte[32];
        random.nextBytes(seed);
        PassSigner signer = PassSigner.fromSeed(seed);
        Pass pass = minted(signer, given);
        String text = PassCodec.encode(pass);
        if (given.has("png")) {
            Files.write(Path.of(given.text("png")), QrPicture.of(text).png(PIXELS_PER_MODULE));
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("text", text);
        facts.put("publicKeyHex", signer.publicKey().hex());
        facts.putAll(Inspection.fields(pass));
        if (given.has("json")) {
            out.println(Json.text(facts));
            return CommandLine.DONE;
        }
        if (!given.has("png")) {
            out.print(QrPicture.of(text).terminal());
        }
        facts.forEach((name, value) -> out.printf("%-12s %s%n", name, value));
        return CommandLine.DONE;
    }

    private Pass minted(PassSigner signer, Arguments given) {
        int tier = given.integer("tier", 0, 0, 255);
        int version = given.integer("version", 1, 0, 255);
        int admits = given.integer("admits", 1, 0, PassBody.MOST_ADMITS);
        PassNumber number = new PassNumber(random.nextLong());
        if (!given.has("live")) {
            return signer.sign(PassBody.ofStatic(signer.keyId(), number, tier, version, admits));
        }
        byte[] secret = new byte[Link.BYTES];
        random.nextBytes(secret);
        LiveChain chain = new LiveChain(number, version, Link.of(secret), STEPS);
        PassBody body = PassBody.ofLive(signer.keyId(), number, tier, version, admits, chain.anchor());
        return signer.sign(body).withCode(chain.codeAt(1));
    }

    private int check(Arguments given, PrintStream out, PrintStream err) throws IOException {
        VectorFile file = vectors(Path.of(given.operand("FILE")));
        boolean json = given.has("json");
        int wrong = 0;
        for (VectorFile.Vector vector : file.vectors()) {
            List<String> mismatches = vector.mismatches();
            wrong += mismatches.isEmpty() ? 0 : 1;
            mismatches.forEach(mismatch -> out.println(
                    json
                            ? Json.text(Map.of("name", vector.name(), "mismatch", mismatch))
                            : vector.name() + ": " + mismatch));
        }
        int judged = file.vectors().size();
        boolean ok = wrong == 0 && judged > 0;
        out.println(
                json
                        ? Json.text(Map.of("judged", judged, "wrong", wrong, "ok", ok))
                        : judged + " passes judged, " + wrong + " not as stated");
        return ok ? CommandLine.DONE : CommandLine.FAILED;
    }

    private static VectorFile vectors(Path file) throws IOException {
        try {
            return VectorFile.read(Files.readAllBytes(file));
        } catch (JsonFault fault) {
            throw new CannotDo(
                    file + " is no file of passes: " + fault.path() + " " + fault.detail() + ".",
                    "It must be a JSON object with vectors, each with name, text, verdict, publicKeyHex and its"
                            + " fields.");
        }
    }
}
