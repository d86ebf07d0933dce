package dev.turnstone.turnstile.command;

import dev.turnstone.admission.record.Fact;
import dev.turnstone.admission.venue.GateId;
import dev.turnstone.admission.wire.DeviceCommand;
import dev.turnstone.admission.wire.DeviceCommand.Outcome;
import dev.turnstone.admission.wire.SignedCommand;
import dev.turnstone.platform.json.Json;
import dev.turnstone.turnstile.command.CommandDesk.Verdict;
import dev.turnstone.turnstile.gpio.Wiring;
import dev.turnstone.turnstile.journal.Now;
import dev.turnstone.turnstile.journal.Records;
import dev.turnstone.turnstile.lane.GrantResult;
import dev.turnstone.turnstile.lane.Lane;
import dev.turnstone.turnstile.lane.OrderResult;
import dev.turnstone.turnstile.link.HubEvents;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does at a lane what a person at the hub asks for, says what became of it, and writes it down. There is no word that
 * ends an emergency: that takes a person who stands there and has looked.
 */
public final class LaneOrders implements HubEvents.Commands {
    private static final Logger LOG = LoggerFactory.getLogger(LaneOrders.class);

    private static final Map<String, Function<Lane, OrderResult>> WORDS = Map.of(
            "open-once", Lane::openOnce,
            "hold-open", Lane::holdOpen,
            "lock", Lane::lock,
            "out-of-service", Lane::outOfService,
            "emergency-release", Lane::emergencyRelease);

    private final CommandDesk desk;
    private final GateId gate;
    private final Lane lane;
    private final Records records;
    private final Supplier<Now> clock;

    public LaneOrders(CommandDesk desk, GateId gate, Lane lane, Records records, Supplier<Now> clock) {
        this.desk = desk;
        this.gate = gate;
        this.lane = lane;
        this.records = records;
        this.clock = clock;
    }

    @Override
    public String challenge() {
        return desk.challenge(System.nanoTime());
    }

    @Override
    public Optional<Outcome> obey(String payload) {
        return switch (desk.take(
                Json.read(payload, SignedCommand.class), clock.get().nanos())) {
            case Verdict.Sound(DeviceCommand command) -> {
                Done done = act(command);
                note(command, done);
                yield Optional.of(outcome(command, done));
            }
            // Not written down: whoever can only repeat old commands shall not fill the journal with them.
            case Verdict.Unsound unsound -> {
                LOG.warn("A command is refused: {}", unsound.why());
                yield unsound.answerable()
                        .map(command -> outcome(command, new Done(Outcome.REFUSED, Optional.of(unsound.why()))));
            }
        };
    }

    private record Done(String result, Optional<String> detail) {}

    private Done act(DeviceCommand command) {
        Function<Lane, OrderResult> order = WORDS.get(command.action());
        if (order == null) {
            return new Done(Outcome.REFUSED, Optional.of("this device does not know how"));
        }
        if (command.lane().filter(named -> !named.equals(lane.id().value())).isPresent()) {
            return new Done(Outcome.REFUSED, Optional.of("there is no such lane here"));
        }
        try {
            return switch (order.apply(lane)) {
                case OrderResult.Done done -> new Done(Outcome.DONE, Optional.empty());
                case GrantResult.Granted granted -> new Done(Outcome.DONE, Optional.empty());
                case GrantResult.Refused refused -> new Done(Outcome.REFUSED, Optional.of(Wiring.name(refused.why())));
            };
        } catch (RuntimeException e) {
            LOG.error("The command {} failed at lane {}", command.action(), lane.id(), e);
            return new Done(Outcome.FAILED, Optional.of("see the log of this device"));
        }
    }

    private void note(DeviceCommand command, Done done) {
        LOG.info("Lane {}: {} from the hub ({}) is {}", lane.id(), command.action(), command.command(), done.result());
        String detail = done.detail().map(why -> ": " + why).orElse("");
        records.settle(
                new Fact.Noted(
                        gate,
                        lane.id(),
                        "command",
                        "%s %s %s%s".formatted(command.command(), command.action(), done.result(), detail)),
                clock.get());
    }

    private Outcome outcome(DeviceCommand command, Done done) {
        return new Outcome(
                command.command(),
                done.result(),
                done.detail(),
                clock.get().time().earliest());
    }
}
