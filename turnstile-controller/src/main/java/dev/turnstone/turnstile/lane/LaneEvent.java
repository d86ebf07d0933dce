package dev.turnstone.turnstile.lane;

import dev.turnstone.admission.venue.Direction;

/** What happened at a lane. Instants are on the machine's monotonic clock ({@link System#nanoTime()}). */
public sealed interface LaneEvent {
    long atNanos();

    /** The barrier was released for one person. */
    record Granted(long grant, Direction direction, Origin origin, long atNanos) implements LaneEvent {}

    /** The guest has begun to walk. */
    record PassageStarted(long grant, Direction direction, long atNanos) implements LaneEvent {}

    /** One person is through: the entry is used. */
    record PassageCompleted(long grant, Direction direction, Evidence evidence, long atNanos) implements LaneEvent {}

    /** Nobody walked through in time: the entry is given back. */
    record PassageAbandoned(long grant, Direction direction, long atNanos) implements LaneEvent {}

    /** The grant was taken back before anybody moved, by an order, a fault or an emergency. */
    record GrantCancelled(long grant, Direction direction, long atNanos) implements LaneEvent {}

    /** Somebody went through without a grant. */
    record Forced(Direction direction, Force how, long atNanos) implements LaneEvent {}

    /** Somebody went through a lane that was open to everyone. */
    record FreePassage(Direction direction, long atNanos) implements LaneEvent {}

    /** The fire contact opened, or a person pressed emergency release: the way out is free. */
    record FireAlarm(Alarm cause, long atNanos) implements LaneEvent {}

    /** The fire contact closed again. The lane stays free until a person resets it. */
    record FireContactClosed(long atNanos) implements LaneEvent {}

    /** A person has reset the lane after an emergency. */
    record FireReset(long atNanos) implements LaneEvent {}

    record Faulted(Fault fault, long atNanos) implements LaneEvent {}

    record FaultCleared(Fault fault, long atNanos) implements LaneEvent {}

    /** The cabinet was opened. */
    record Tampered(long atNanos) implements LaneEvent {}

    record StateChanged(LaneState from, LaneState to, long atNanos) implements LaneEvent {}

    /** Who asked for a grant. */
    enum Origin {
        PASS,
        STAFF
    }

    /** How it is known that somebody passed. */
    enum Evidence {
        /** A sensor saw it. */
        SENSED,
        /** Nothing says otherwise: a lane without a sensor, or a sensor that failed while somebody walked. */
        PRESUMED
    }

    /** How somebody got through without a grant. */
    enum Force {
        /** Against the locked barrier. */
        BREAK_IN,
        /** Right behind a guest who had one. */
        TAILGATE,
        /** The wrong way while the lane was released the other way. */
        REVERSE,
        /** Over or under the barrier. */
        JUMP
    }

    enum Alarm {
        FIRE_CONTACT,
        PERSON,
        /** Raised before this program started and not yet reset by a person. */
        NOT_YET_RESET
    }
}
