package dev.turnstone.cloud.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SenderTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"203.0.113.9|203.0.113.9", "1.1.1.1, 203.0.113.9|203.0.113.9", "evil , 2001:db8::1|2001:db8::1"})
    void onlyWhatTheBalancerItselfWroteIsBelieved(String forwarded, String last) {
        assertEquals(last, Sender.last(forwarded));
    }

    @Test
    void ofTheNewerKindANetworkIsOneSender() {
        assertEquals(Sender.network("2001:db8:1:2::1"), Sender.network("2001:db8:1:2:ffff::9"));
        assertNotEquals(Sender.network("2001:db8:1:2::1"), Sender.network("2001:db8:1:3::1"));
        assertNotEquals(Sender.network("203.0.113.9"), Sender.network("203.0.113.10"));
        assertEquals("unknown", Sender.network("unknown"));
    }
}
