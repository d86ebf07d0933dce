package dev.turnstone.rehearsal.lane;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.turnstone.platform.text.Language;
import dev.turnstone.platform.text.Messages;
import dev.turnstone.turnstile.gpio.Wiring;
import dev.turnstone.turnstile.lane.Fault;
import dev.turnstone.turnstile.lane.LaneState;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a lane says of itself in one word is understood by the dashboard, in every language. */
class LaneWordsTest {

    @Test
    void everyStateAndEveryFaultOfALaneHasItsWordsOnTheDashboard() {
        for (Language language : Language.values()) {
            Messages.Texts texts = Messages.bundle("hub").in(language);
            Stream.<Enum<?>>concat(Stream.of(LaneState.values()), Stream.of(Fault.values()))
                    .map(word -> "lane.state." + Wiring.name(word))
                    .forEach(key -> assertFalse(texts.get(key, "").isEmpty(), key));
        }
    }
}
