package dev.turnstone.kiosk.care;

import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.record.Basis;
import dev.turnstone.admission.record.Passage;
import dev.turnstone.kiosk.admit.Attendant;
import dev.turnstone.kiosk.admit.Case;
import dev.turnstone.kiosk.guest.Face;
import dev.turnstone.platform.metrics.Metrics;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import java.util.Locale;
import java.util.function.Consumer;

/** Counts what the attendant does, and passes it on to the screens. */
public final class Figures implements Attendant.Audience {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Consumer<Face> screen;
    private final Consumer<Case> desk;
    private final Counter presentations;
    private final Counter passages;
    private final Histogram decisionSeconds;

    /** @param desk hears of everybody who stands before staff */
    public Figures(Metrics metrics, Consumer<Face> screen, Consumer<Case> desk) {
        this.screen = screen;
        this.desk = desk;
        this.presentations = metrics.counter(
                "gate_presentations_total", "Presentations by answer and by whose word it is", "answer", "basis");
        this.passages = metrics.counter("gate_passages_total", "What became of releases", "passage");
        this.decisionSeconds =
                metrics.histogram("gate_decision_seconds", "From the frame that shows a code to the answer");
    }

    @Override
    public void show(Face face) {
        screen.accept(face);
    }

    @Override
    public void stands(Case guest) {
        desk.accept(guest);
    }

    @Override
    public void decided(Decision decision, Basis basis, long tookNanos) {
        presentations.labelValues(answer(decision), word(basis)).inc();
        decisionSeconds.observe(tookNanos / NANOS_PER_SECOND);
    }

    @Override
    public void passage(Passage passage) {
        passages.labelValues(word(passage)).inc();
    }

    private static String answer(Decision decision) {
        return switch (decision) {
            case Decision.Admit admit -> "admit";
            case Decision.Refuse refuse -> word(refuse.reason());
            case Decision.Refer refer -> "refer_" + word(refer.cause());
        };
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
