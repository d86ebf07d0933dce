package dev.turnstone.hub.command;

import dev.turnstone.admission.wire.DeviceCommand;

/** What became of sending a command. */
public sealed interface Sent {
    /** The device has said how it ended. */
    record Answered(DeviceCommand.Outcome outcome) implements Sent {}

    /** It was sent, and nothing was heard in time: it may have been obeyed all the same, and its journal knows. */
    record Silent() implements Sent {}

    /** It was not sent: the device has told nothing that a command could sign. */
    record Deaf() implements Sent {}
}
