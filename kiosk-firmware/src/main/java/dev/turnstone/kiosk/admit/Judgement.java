package dev.turnstone.kiosk.admit;

import dev.turnstone.admission.decision.AdmissionRules;
import dev.turnstone.admission.decision.Cause;
import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.decision.Decision.Admit;
import dev.turnstone.admission.decision.Decision.Refer;
import dev.turnstone.admission.decision.Decision.Refuse;
import dev.turnstone.admission.decision.Knowledge;
import dev.turnstone.admission.decision.OfflineRules;
import dev.turnstone.admission.decision.Reason;
import dev.turnstone.admission.decision.Recognised;
import dev.turnstone.admission.decision.Recognised.Genuine;
import dev.turnstone.admission.decision.Recognition;
import dev.turnstone.admission.venue.Doorway;
import dev.turnstone.turnstile.journal.Now;

/** What a gate says of a pass by itself, and what it makes of the hub's word. It looks up, and changes nothing. */
record Judgement(Doorway doorway, Knowledge known) {
    Recognised recognise(String text) {
        return Recognition.recognise(text, known.keys(), known.keysFreshness());
    }

    /** As if this gate knew everything. */
    Decision alone(Genuine genuine, Now now) {
        return AdmissionRules.decide(genuine, known, doorway, now.time());
    }

    /** As a gate must say that cannot ask: by the policy of the ticket's tier. */
    Decision cutOff(Presentation presentation) {
        return presentation
                .genuine
                .map(genuine -> cutOff(genuine, presentation.alone))
                .orElse(presentation.alone);
    }

    private Decision cutOff(Genuine genuine, Decision alone) {
        return known.sheet(genuine.event())
                .flatMap(sheet -> sheet.tier(genuine.pass().body().tier()))
                .map(tier -> OfflineRules.cutOff(
                        alone,
                        genuine.pass().body(),
                        tier,
                        known.history(genuine.event(), genuine.pass().number()),
                        doorway))
                .orElse(alone);
    }

    /** What the hub doubts may be what this gate has seen with its own sensors and not yet been able to tell. */
    Decision afterHearing(Decision hubs, Presentation presentation) {
        Decision alone = cutOff(presentation);
        boolean doubted = hubs instanceof Refer refer && refer.cause() == Cause.IN_DOUBT;
        boolean seen = alone instanceof Refuse refuse
                && (refuse.reason() == Reason.ALREADY_INSIDE || refuse.reason() == Reason.USED_UP);
        return doubted && seen ? alone : hubs;
    }

    /** On a way out nobody looks at the code, so it proves nothing there. */
    boolean provesCode(Genuine genuine, Decision alone) {
        return doorway.leadsIn() && genuine.pass().code().isPresent() && codeHeld(alone);
    }

    /** Only decisions that come after the live code's rule say that it held. */
    private static boolean codeHeld(Decision alone) {
        return switch (alone) {
            case Admit admit -> true;
            case Refuse refuse ->
                switch (refuse.reason()) {
                    case WRONG_GATE, FULL, ALREADY_INSIDE, USED_UP, TOO_SOON -> true;
                    case NOT_A_PASS, FORGED, UNKNOWN_EVENT, EXPIRED, NOT_YET, REVOKED, REISSUED, STALE_CODE, BLOCKED ->
                        false;
                };
            case Refer refer -> false;
        };
    }
}
