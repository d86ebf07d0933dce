package dev.turnstone.rehearsal.venue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.platform.cli.CannotDo;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void aTakenPortThatWasAskedForIsNamedWithItsPurposeAndHowToFindWhoHasIt() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int base = taken.getLocalPort() - Outlet.CLOUD.offset();

            CannotDo fault = assertThrows(CannotDo.class, () -> Ports.choose(Optional.of(base)));

            assertTrue(
                    String.valueOf(fault.getMessage()).contains("Port " + taken.getLocalPort() + ", for the cloud"),
                    fault.getMessage());
            assertTrue(fault.mend().contains("ss -ltnp"), fault.mend());
        }
    }

    @Test
    void withoutAWishATakenPortIsReplacedAndNoTwoAreAlike() throws Exception {
        try (ServerSocket taken = anyOfTheUsual()) {
            Ports ports = Ports.choose(Optional.empty());

            long different = Arrays.stream(Outlet.values())
                    .mapToInt(ports::of)
                    .distinct()
                    .count();
            assertEquals(Outlet.values().length, different);
            assertTrue(Arrays.stream(Outlet.values()).noneMatch(outlet -> ports.of(outlet) == taken.getLocalPort()));
        }
    }

    @Test
    void aGateReachesTheHubThroughTheCableAndOverTls() {
        Ports ports = Ports.choose(Optional.empty());

        assertEquals("https", ports.uri(Outlet.CLAIMS_CABLE).getScheme());
        assertEquals("ssl", ports.uri(Outlet.BROKER_CABLE).getScheme());
    }

    /** One of the usual ports, ours for a moment; should another program have them all, any port does. */
    private static ServerSocket anyOfTheUsual() throws Exception {
        for (Outlet outlet : Outlet.values()) {
            try {
                return new ServerSocket(Ports.DEFAULT_BASE + outlet.offset(), 1, InetAddress.getLoopbackAddress());
            } catch (BindException e) {
                // Somebody rehearses here; then that very port is the taken one, and the next may be free.
            }
        }
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }
}
