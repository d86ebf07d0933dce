package dev.turnstone.kiosk.app;

import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.wire.UsageBatch.PassUsage;
import dev.turnstone.kiosk.admit.Gate;
import dev.turnstone.kiosk.link.HubClaims;
import dev.turnstone.kiosk.sight.View;
import dev.turnstone.turnstile.journal.JournalWriter;
import dev.turnstone.turnstile.link.HubEvents;
import java.util.List;
import java.util.Optional;

/**
 * Puts through to the gate what disk and hub have to say. Those are made before the gate, because it needs them, and
 * begin to speak only after it stands.
 */
final class Exchange implements JournalWriter.Listener, HubClaims.Answers {
    private volatile Optional<Gate> gate = Optional.empty();
    private volatile Optional<HubEvents> events = Optional.empty();
    private volatile Optional<HeldNews> news = Optional.empty();
    private volatile View view = new View.Opening();

    void connect(Gate made, HubEvents link, HeldNews held) {
        news = Optional.of(held);
        gate = Optional.of(made);
        events = Optional.of(link);
    }

    void views(View seen) {
        view = seen;
        events.ifPresent(HubEvents::stateChanged);
    }

    View view() {
        return view;
    }

    boolean attending() {
        return gate.map(Gate::attending).orElse(true);
    }

    @Override
    public void recorded(PresentationId intended) {
        gate.ifPresent(made -> made.recorded(intended));
    }

    @Override
    public void unrecorded(PresentationId intended) {
        gate.ifPresent(made -> made.unrecorded(intended));
    }

    @Override
    public void faultChanged() {
        events.ifPresent(HubEvents::stateChanged);
        news.ifPresent(HeldNews::write);
    }

    void told(List<PassUsage> usages) {
        gate.ifPresent(made -> made.told(usages));
    }

    @Override
    public void appended() {
        events.ifPresent(HubEvents::wake);
    }

    @Override
    public void answered(PresentationId presentation, Decision decision) {
        gate.ifPresent(made -> made.answered(presentation, decision));
    }

    @Override
    public void unanswered(PresentationId presentation) {
        gate.ifPresent(made -> made.unanswered(presentation));
    }
}
