package dev.turnstone.rehearsal.venue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CableTest {
    private final ServerSocket echoing;
    private final Cable cable;

    CableTest() throws IOException {
        echoing = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!echoing.isClosed()) {
                try {
                    Socket socket = echoing.accept();
                    Thread.ofVirtual().start(() -> echo(socket));
                } catch (IOException e) {
                    return;
                }
            }
        });
        cable = Cable.lay("test", 0, echoing.getLocalPort());
    }

    @AfterEach
    void over() throws Exception {
        cable.close();
        echoing.close();
    }

    @Test
    void carriesBytesBothWays() throws Exception {
        try (Socket socket = connected()) {
            assertEquals(7, echoed(socket, 7));
        }
    }

    @Test
    void pulledItCutsWhatIsConnectedAndLetsNobodyThrough() throws Exception {
        try (Socket socket = connected()) {
            assertEquals(1, echoed(socket, 1));
            cable.pull();
            assertFalse(cable.isPlugged());
            assertTrue(isCut(socket), "the open connection");
        }
        try (Socket late = connected()) {
            assertTrue(isCut(late), "a new connection");
        }
    }

    @Test
    void pluggedInAgainItCarriesAgain() throws Exception {
        cable.pull();
        cable.plug();
        try (Socket socket = connected()) {
            assertEquals(9, echoed(socket, 9));
        }
    }

    private Socket connected() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), cable.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static int echoed(Socket socket, int value) throws IOException {
        socket.getOutputStream().write(value);
        return socket.getInputStream().read();
    }

    private static boolean isCut(Socket socket) {
        try {
            return echoed(socket, 2) < 0;
        } catch (IOException e) {
            return true;
        }
    }

    private static void echo(Socket socket) {
        try (socket) {
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException e) {
            // The cable was cut: that is what these tests are about.
        }
    }
}
