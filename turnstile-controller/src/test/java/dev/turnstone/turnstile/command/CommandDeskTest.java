package dev.turnstone.turnstile.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.key.SigningKey;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.wire.DeviceCommand;
import dev.turnstone.admission.wire.SignedCommand;
import dev.turnstone.platform.json.Json;
import dev.turnstone.turnstile.command.CommandDesk.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CommandDeskTest {
    private static final SigningKey HUB = SigningKey.fromSeed(new byte[SigningKey.SEED_BYTES]);
    private static final String SELF = "gate-a";
    private static final int LIFE_MS = 10_000;
    private static final long LIFE_NANOS = Duration.ofMillis(LIFE_MS).toNanos();

    private final CommandDesk desk = new CommandDesk(new DeviceId(SELF), HUB.publicKey(), new Random(3));

    @Test
    void aCommandThatSignsTheLatestChallengeIsObeyedOnceAndNeverAgain() {
        String challenge = desk.challenge(0);
        SignedCommand command = signed(challenge, SELF, HUB);

        Verdict.Sound sound = assertInstanceOf(Verdict.Sound.class, desk.take(command, 1));
        assertEquals("open-once", sound.command().action());

        Verdict.Unsound again = assertInstanceOf(Verdict.Unsound.class, desk.take(command, 2));
        assertTrue(again.why().contains("used up"), again.why());
        assertTrue(again.answerable().isPresent());
        assertNotEquals(challenge, desk.challenge(3));
    }

    @Test
    void aCommandHoldsUntilTheEndOfItsLifeAndNotAtIt() {
        String challenge = desk.challenge(0);
        assertInstanceOf(Verdict.Unsound.class, desk.take(signed(challenge, SELF, HUB), LIFE_NANOS));
        assertInstanceOf(Verdict.Sound.class, desk.take(signed(challenge, SELF, HUB), LIFE_NANOS - 1));
    }

    @Test
    void aChallengeStandsForHalfAMinuteSoThatEveryStateDoesNotVoidACommandOnItsWay() {
        String challenge = desk.challenge(0);
        assertEquals(challenge, desk.challenge(CommandDesk.FRESH.toNanos() - 1));
        assertNotEquals(challenge, desk.challenge(CommandDesk.FRESH.toNanos()));
    }

    @Test
    void whatTheHubHasNotSignedIsNeitherObeyedNorAnswered() {
        String challenge = desk.challenge(0);
        SigningKey stranger = SigningKey.fromSeed("somebody else's seed, 32 bytes..".getBytes(StandardCharsets.UTF_8));
        unanswered(signed(challenge, SELF, stranger));
        unanswered(SignedCommand.sign("not json".getBytes(StandardCharsets.UTF_8), HUB));
        unanswered(signed(challenge, "gate-b", HUB));
        assertEquals(challenge, desk.challenge(1), "none of them has used it up");
    }

    private void unanswered(SignedCommand command) {
        Verdict.Unsound unsound = assertInstanceOf(Verdict.Unsound.class, desk.take(command, 1));
        assertEquals(Optional.empty(), unsound.answerable());
    }

    private static SignedCommand signed(String challenge, String device, SigningKey key) {
        DeviceCommand command =
                new DeviceCommand("c-1", device, challenge, LIFE_MS, "open-once", Optional.empty(), Optional.empty());
        return SignedCommand.sign(Json.bytes(command), key);
    }
}
