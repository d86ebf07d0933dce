package dev.turnstone.platform.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MessagesTest {
    @Test
    void everySentenceStandsInEveryLanguage() {
        assertEquals(List.of(), Messages.bundle("platform").differences());
    }

    @Test
    void theReadersChoiceStandsAboveTheBrowsersAndEnglishIsLast() {
        assertEquals(Language.ES, Language.negotiate(Optional.of("es"), Optional.of("en-GB")));
        assertEquals(Language.ES, Language.negotiate(Optional.empty(), Optional.of("fr, es-MX;q=0.8, en;q=0.5")));
        assertEquals(Language.EN, Language.negotiate(Optional.of("tlh"), Optional.of("not a header;;")));
    }
}
