package dev.turnstone.admission.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.turnstone.admission.testing.Night;
import dev.turnstone.admission.testing.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The order of what arrives, and how often it does, make no difference. */
class LedgerMergeTest {

    @Test
    void anyPermutationAndRepetitionGivesTheSameLedger() {
        Seeds.each(300, random -> {
            List<Consumer<Ledger>> messages = Night.messages(random, 60);
            Ledger inOrder = told(messages);
            List<Consumer<Ledger>> shuffled = new ArrayList<>(messages);
            shuffled.addAll(messages.subList(0, random.nextInt(messages.size())));
            Collections.shuffle(shuffled, new Random(random.nextLong()));
            Ledger inAnyOrder = told(shuffled);
            assertEquals(inOrder, inAnyOrder);
            inOrder.rows()
                    .forEach(row -> row.shown()
                            .map(PassKey::of)
                            .ifPresent(pass -> assertEquals(inOrder.rows(pass), inAnyOrder.rows(pass))));
        });
    }

    @Test
    void mergingIsCommutativeAssociativeAndIdempotent() {
        Seeds.each(200, random -> {
            List<Consumer<Ledger>> messages = Night.messages(random, 40);
            List<Consumer<Ledger>> a = some(messages, random);
            List<Consumer<Ledger>> b = some(messages, random);
            List<Consumer<Ledger>> c = some(messages, random);
            assertEquals(merged(told(a), told(b)), merged(told(b), told(a)), "commutative");
            assertEquals(
                    merged(merged(told(a), told(b)), told(c)),
                    merged(told(a), merged(told(b), told(c))),
                    "associative");
            assertEquals(told(a), merged(told(a), told(a)), "idempotent");
        });
    }

    @Test
    void halvesOfANightMergedAreTheWholeNight() {
        Seeds.each(200, random -> {
            List<Consumer<Ledger>> messages = Night.messages(random, 40);
            int cut = random.nextInt(messages.size());
            assertEquals(
                    told(messages),
                    merged(told(messages.subList(cut, messages.size())), told(messages.subList(0, cut))));
        });
    }

    private static List<Consumer<Ledger>> some(List<Consumer<Ledger>> messages, RandomGenerator random) {
        return messages.stream().filter(message -> random.nextBoolean()).toList();
    }

    private static Ledger told(List<Consumer<Ledger>> messages) {
        Ledger ledger = new Ledger();
        messages.forEach(message -> message.accept(ledger));
        return ledger;
    }

    private static Ledger merged(Ledger into, Ledger from) {
        into.merge(from);
        return into;
    }
}
