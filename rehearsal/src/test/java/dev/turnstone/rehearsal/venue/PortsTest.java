package dev.turnstone.rehearsal.venue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.platform.cli.CannotDo;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
    void whereOneOfTheUsualPortsIsTakenNoneOfThemIsUsed() throws Exception {
        try (ServerSocket taken = anyOfTheUsual()) {
            Ports ports = Ports.choose(Optional.empty());

            Set<Integer> chosen = Arrays.stream(Outlet.values()).map(ports::of).collect(Collectors.toSet());
            assertEquals(Outlet.values().length, chosen.size());
            assertFalse(chosen.contains(taken.getLocalPort()));
            for (Outlet outlet : Outlet.values()) {
                assertFalse(chosen.contains(Ports.DEFAULT_BASE + outlet.offset()), outlet::toString);
            }
        }
    }

    @Test
    void aGateReachesTheHubThroughTheCableAndOverTls() {
        Ports ports = Ports.choose(Optional.empty());

        assertEquals("https", ports.uri(Outlet.CLAIMS_CABLE).getScheme());
        assertEquals("ssl", ports.uri(Outlet.BROKER_CABLE).getScheme());
    }

    /** One of the usual ports, ours for a moment; should somebody rehearse here, theirs are taken anyway. */
    private static ServerSocket anyOfTheUsual() throws Exception {
        try {
            return new ServerSocket(Ports.DEFAULT_BASE + Outlet.MAILBOX.offset(), 1, InetAddress.getLoopbackAddress());
        } catch (BindException e) {
            return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        }
    }
}
