package dev.turnstone.cloud.sale;

import java.util.List;

/** What came of asking for tickets. */
public sealed interface Placing {
    /** Held, and waiting to be paid. */
    record Held(Order order) implements Placing {}

    /** Somebody was faster; {@code left} may still be had of that tier. */
    record TooFewLeft(int tierIndex, long left) implements Placing {}

    /** What was asked for cannot be sold as it is. */
    record Refused(List<Fault> faults) implements Placing {}

    /** What is wrong with which field of the form: the words' key in the bundle "cloud", and what they speak of. */
    record Fault(String field, String key, Object argument) {}
}
