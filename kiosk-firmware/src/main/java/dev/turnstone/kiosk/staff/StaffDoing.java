package dev.turnstone.kiosk.staff;

import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.record.Shown;
import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.kiosk.admit.Case;
import dev.turnstone.kiosk.admit.Verdict;
import dev.turnstone.kiosk.print.Slip;
import dev.turnstone.platform.http.Form;
import dev.turnstone.platform.http.Problem;
import dev.turnstone.platform.text.Messages;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What staff ask for, turned into verdicts of the gate. */
final class StaffDoing {
    private static final Logger log = LoggerFactory.getLogger(StaffDoing.class);

    private final StaffScreen screen;

    StaffDoing(StaffScreen screen) {
        this.screen = screen;
    }

    /** @param tone colour of the words: {@code good}, {@code plain} or {@code bad} */
    record Answer(String said, String tone, Optional<String> open) {
        Answer(String said, String tone) {
            this(said, tone, Optional.empty());
        }
    }

    Answer look(Form form, Messages.Texts texts) {
        if (form.optional("first").isPresent()) {
            boolean wanted = form.text("first").equals("on");
            screen.desk().lookingFirst(wanted);
            screen.gate().lookFirst(wanted);
            return new Answer(texts.get(wanted ? "look.first" : "look.normal"), "plain");
        }
        String typed = form.fields().getOrDefault("text", List.of("")).getFirst();
        if (typed.length() > Query.LONGEST) {
            throw Problem.invalid(texts.get("look.long"))
                    .at("/text", "is too long")
                    .asException();
        }
        return switch (Query.of(typed)) {
            case Query.Pass(String text) -> {
                screen.gate().lookFirst(true);
                screen.gate().shown(text, screen.nanos().getAsLong());
                yield new Answer(texts.get("look.pass"), "plain");
            }
            case Query.Code(var code) -> new Answer(texts.get("look.short", code.printed()), "plain");
            case Query.Mistyped mistyped -> new Answer(texts.get("look.mistyped"), "bad");
            case Query.TooShort tooShort -> new Answer(texts.get("look.empty"), "bad");
            case Query.Email email -> new Answer(texts.get("look.unserved"), "plain");
            case Query.Order order -> new Answer(texts.get("look.unserved"), "plain");
            case Query.Phone phone -> new Answer(texts.get("look.unserved"), "plain");
            case Query.Name name -> new Answer(texts.get("look.unserved"), "plain");
        };
    }

    Answer act(Person person, Form form, Messages.Texts texts) {
        long seq = number(form.text("seq")).orElseThrow(() -> gone(texts));
        String reason = form.optional("reason").orElse("");
        if (!Reasons.knows(reason)) {
            throw Problem.invalid(texts.get("act.reason"))
                    .at("/reason", "is missing")
                    .asException();
        }
        String note = form.optional("note").orElse("");
        if (note.length() > Reasons.LONGEST_NOTE) {
            throw Problem.invalid(texts.get("act.note"))
                    .at("/note", "is too long")
                    .asException();
        }
        String why = Reasons.why(texts, reason, note);
        String action = form.text("action");
        log.info("{} decides {} about presentation {}", person.staff(), action, seq);
        return action.equals("give-back")
                ? giveBack(person, seq, why, texts)
                : decide(person, action, seq, why, form, texts);
    }

    private Answer decide(Person person, String action, long seq, String why, Form form, Messages.Texts texts) {
        Case guest = screen.desk().find(seq).orElseThrow(() -> gone(texts));
        Verdict.Kind kind = switch (action) {
            case "let-in" -> new Verdict.Kind.LetIn(people(form, texts));
            case "send-away" -> new Verdict.Kind.SendAway();
            case "hold" -> new Verdict.Kind.Hold();
            case "release" -> new Verdict.Kind.Release();
            default ->
                throw Problem.invalid(texts.get("page.failed"))
                        .at("/action", "must be let-in, send-away, hold, release or give-back")
                        .asException();
        };
        if (kind instanceof Verdict.Kind.LetIn && !screen.bar().get().serving()) {
            throw Problem.conflict(texts.get("act.lane-closed")).asException();
        }
        verdict(person, guest.id(), guest.shown(), why, kind);
        screen.desk().served(seq);
        return new Answer(texts.get("act." + action), kind instanceof Verdict.Kind.LetIn ? "good" : "plain");
    }

    private Answer giveBack(Person person, long seq, String why, Messages.Texts texts) {
        TodayLog.Line line =
                screen.log().find(seq).filter(TodayLog.Line::counts).orElseThrow(() -> gone(texts));
        verdict(person, new PresentationId(screen.journal().id(), seq), line.shown(), why, new Verdict.Kind.GiveBack());
        return new Answer(texts.get("act.give-back"), "good");
    }

    /** On paper where there is a printer; else as a page that a printer elsewhere takes. */
    Answer print(Form form, Messages.Texts texts) {
        long seq = number(form.text("seq")).orElseThrow(() -> gone(texts));
        String kind = form.text("kind");
        Slip slip = slip(seq, kind, texts);
        if (screen.printing().isEmpty()) {
            return new Answer(texts.get("print.pdf"), "plain", Optional.of("/staff/print/%d/%s".formatted(seq, kind)));
        }
        if (!screen.printing().get().print(slip)) {
            throw Problem.conflict(texts.get("print.full")).asException();
        }
        return new Answer(texts.get("print.taken"), "good");
    }

    Slip slip(long seq, String kind, Messages.Texts texts) {
        TodayLog.Line line = screen.log().find(seq).orElseThrow(() -> gone(texts));
        Slip.Kind wanted = Slips.kind(kind)
                .orElseThrow(() -> Problem.invalid(texts.get("page.failed"))
                        .at("/kind", "must be receipt, wristband or badge")
                        .asException());
        ZoneId zone =
                screen.settings().sheets().stream().findFirst().map(Sheet::zone).orElse(ZoneOffset.UTC);
        return new Slips(screen.settings(), screen.gateName()).of(wanted, line, new Wording(texts, zone));
    }

    private void verdict(Person person, PresentationId about, Optional<Shown> shown, String why, Verdict.Kind kind) {
        screen.gate().verdict(new Verdict(about, shown, person.staff(), why, kind));
    }

    private static int people(Form form, Messages.Texts texts) {
        return number(form.optional("people").orElse("1"))
                .filter(people -> people >= 1 && people <= 250)
                .map(Math::toIntExact)
                .orElseThrow(() -> Problem.invalid(texts.get("act.people"))
                        .at("/people", "is no number of people")
                        .asException());
    }

    static Optional<Long> number(String text) {
        return text.matches("\\d{1,15}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    private static RuntimeException gone(Messages.Texts texts) {
        return Problem.conflict(texts.get("act.gone")).asException();
    }
}
