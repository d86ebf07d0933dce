package dev.turnstone.rehearsal.misbehave;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.turnstone.platform.http.Body;
import dev.turnstone.platform.http.Form;
import dev.turnstone.platform.http.Problem;
import dev.turnstone.platform.http.Reply;
import dev.turnstone.platform.json.Json;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The switches over HTTP: for a script as JSON at {@code /control/misbehaviour} (GET, PUT, DELETE), for a person as a
 * form on the stand-in's page.
 */
public final class MisbehaviourRoutes<F extends Enum<F>> {
    private static final int LONGEST = 16 * 1024;
    private static final double NOW_AND_THEN = 0.25;

    private final Misbehaviour<F> misbehaviour;
    private final List<F> faults;
    private final Function<F, String> title;
    private final Runnable changed;

    /**
     * @param title a fault in a person's words
     * @param changed told when a switch was moved
     */
    public MisbehaviourRoutes(
            Misbehaviour<F> misbehaviour, Class<F> faults, Function<F, String> title, Runnable changed) {
        this.misbehaviour = misbehaviour;
        this.faults = List.of(faults.getEnumConstants());
        this.title = title;
        this.changed = changed;
    }

    public void routing(HttpRules rules) {
        rules.get("/control/misbehaviour", (_, res) -> Reply.json(res, shown()))
                .put("/control/misbehaviour", this::put)
                .delete("/control/misbehaviour", (_, res) -> {
                    misbehaviour.calm();
                    changed.run();
                    Reply.json(res, shown());
                })
                .post("/misbehaviour", this::chosen);
    }

    /** The switches as a page shows them. */
    public List<Row> rows() {
        Map<F, Switch> switches = misbehaviour.switches();
        return faults.stream()
                .map(fault ->
                        new Row(name(fault), title.apply(fault), Mode.of(switches.getOrDefault(fault, Switch.OFF))))
                .toList();
    }

    /** One switch on a page. */
    public record Row(String name, String title, Mode mode) {}

    /** How often, as a person chooses it. */
    public enum Mode {
        NEVER("Never"),
        NEXT("Next one"),
        SOMETIMES("Now and then"),
        ALWAYS("Always");

        private final String title;

        Mode(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }

        Switch means() {
            return switch (this) {
                case NEVER -> Switch.OFF;
                case NEXT -> Switch.next(1);
                case SOMETIMES -> Switch.sometimes(NOW_AND_THEN);
                case ALWAYS -> Switch.ALWAYS;
            };
        }

        static Mode of(Switch set) {
            if (set.share() == 0) {
                return NEVER;
            }
            if (set.times() != null) {
                return NEXT;
            }
            return set.share() == 1 ? ALWAYS : SOMETIMES;
        }
    }

    private Map<String, Switch> shown() {
        Map<String, Switch> shown = new TreeMap<>();
        misbehaviour.switches().forEach((fault, set) -> shown.put(name(fault), set));
        return shown;
    }

    private void put(ServerRequest req, ServerResponse res) {
        Map<String, Switch> wanted = Json.read(Body.bytes(req, LONGEST), new TypeReference<>() {});
        Map<F, Switch> known = new TreeMap<>();
        wanted.forEach((name, to) -> known.put(fault(name), to));
        known.forEach(misbehaviour::set);
        changed.run();
        Reply.json(res, shown());
    }

    private void chosen(ServerRequest req, ServerResponse res) {
        Form form = Body.form(req);
        String wanted = form.text("mode");
        Mode mode = Arrays.stream(Mode.values())
                .filter(each -> each.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> Problem.invalid("There is no such choice: " + wanted + ".")
                        .at("/mode", "must be one of " + Arrays.toString(Mode.values()))
                        .asException());
        misbehaviour.set(fault(form.text("fault")), mode.means());
        changed.run();
        Reply.seeOther(res, URI.create("/#misbehave"));
    }

    private F fault(String name) {
        return faults.stream()
                .filter(fault -> name(fault).equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.invalid("There is no fault named " + name + ".")
                        .at(
                                "/" + name,
                                "must be one of "
                                        + faults.stream().map(this::name).toList())
                        .asException());
    }

    private String name(F fault) {
        return fault.name().toLowerCase(Locale.ROOT);
    }
}
