package dev.turnstone.turnstile.technician;

import dev.turnstone.platform.http.Problem;
import dev.turnstone.turnstile.gpio.OutputLine;

/** Words that a form may send. */
final class Choice {
    private Choice() {}

    static OutputLine output(String name) {
        try {
            return LinePlan.output(name);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("There is no such output.")
                    .at("/line", "must be the name of an output")
                    .asException();
        }
    }

    static RuntimeException none(String field, String choices) {
        return Problem.invalid("There is no such thing to do here.")
                .at(field, "must be " + choices)
                .asException();
    }
}
