package dev.turnstone.rehearsal.stripe;

/** How news is to be felt; each has its colour, its mark and its word, because colour is never alone. */
public enum Tone {
    WELCOME("welcome", "✓"),
    WAIT("wait", "◷"),
    REFUSE("refuse", "⬣"),
    QUIET("quiet", "○");

    private final String css;
    private final String mark;

    Tone(String css, String mark) {
        this.css = css;
        this.mark = mark;
    }

    public String css() {
        return css;
    }

    public String mark() {
        return mark;
    }

    static Tone of(State state) {
        return switch (state) {
            case State.NeedsMethod(State.Failure last) -> last == null ? QUIET : REFUSE;
            case State.NeedsConfirmation _ -> QUIET;
            case State.NeedsAction _ -> WAIT;
            case State.Succeeded _ -> WELCOME;
            case State.Canceled _ -> QUIET;
        };
    }
}
