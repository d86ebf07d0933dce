package dev.turnstone.hub.testing;

import dev.turnstone.admission.contract.Contract;
import dev.turnstone.admission.wire.LedgerPage;
import dev.turnstone.admission.wire.LedgerPage.Line;
import dev.turnstone.admission.wire.Limits;
import dev.turnstone.platform.http.Body;
import dev.turnstone.platform.http.HttpShell;
import dev.turnstone.platform.http.Problem;
import dev.turnstone.platform.http.Reply;
import dev.turnstone.platform.json.Json;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The cloud's end of a hub's ledger. It keeps to the contract, and is as unreliable as it is told to be. */
public final class LedgerTaker implements AutoCloseable {
    private final Map<Long, Line> kept = new LinkedHashMap<>();
    private final HttpShell shell = HttpShell.named("cloud")
            .listen("127.0.0.1", 0)
            .routes(rules -> rules.get("/api/v1/hub/ledger", this::taken).post("/api/v1/hub/ledger", this::take))
            .start();
    private long taken;
    private int pages;
    private int answersToLose;
    private String gateItWillNotHave = "";

    public URI uri() {
        return shell.uri();
    }

    public synchronized void losesAnswers(int next) {
        answersToLose = next;
    }

    public synchronized void willNotHave(String gate) {
        gateItWillNotHave = gate;
    }

    /** The last word on each presentation, by its number. */
    public synchronized Map<Long, String> settlements() {
        Map<Long, String> found = new LinkedHashMap<>();
        kept.forEach((seq, line) -> found.put(seq, line.settlement()));
        return found;
    }

    public synchronized int pages() {
        return pages;
    }

    private synchronized void taken(ServerRequest req, ServerResponse res) {
        Reply.json(res, new LedgerPage.Taken(taken));
    }

    private synchronized void take(ServerRequest req, ServerResponse res) {
        byte[] body = Body.bytes(req, Limits.LARGE_MESSAGE);
        Contract.requireValid("LedgerPage", new String(body, StandardCharsets.UTF_8));
        LedgerPage page = Json.read(body, LedgerPage.class);
        List<Line> lines = page.lines();
        pages++;
        if (page.after() != taken) {
            throw Problem.conflict("after " + taken).asException();
        }
        if (lines.stream().anyMatch(line -> line.gate().equals(gateItWillNotHave))) {
            throw Problem.invalid("no such gate").asException();
        }
        lines.forEach(line -> kept.put(line.presentation().seq(), line));
        taken += lines.size();
        if (answersToLose-- > 0) {
            throw Problem.unavailable("an answer that is lost", Duration.ofSeconds(1))
                    .asException();
        }
        Reply.json(res, new LedgerPage.Taken(taken));
    }

    @Override
    public void close() {
        shell.close();
    }
}
