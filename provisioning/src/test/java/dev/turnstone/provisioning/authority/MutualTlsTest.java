package dev.turnstone.provisioning.authority;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.turnstone.platform.identity.Identity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MutualTlsTest {
    private static final InstantSource CLOCK = InstantSource.system();

    @TempDir
    Path folder;

    private Authority authority;

    @BeforeEach
    void anAuthority() throws Exception {
        authority = Authority.create("Maguey", folder.resolve("authority"), CLOCK, new SecureRandom());
    }

    @Test
    void hubAndGateKnowEachOther() throws Exception {
        Meeting meeting = meet(
                identity(authority, Subject.hub("hub", "localhost", "127.0.0.1")),
                identity(authority, Subject.device("gate-a")));

        assertEquals("CN=gate-a", meeting.seenByServer());
        assertEquals("CN=hub", meeting.seenByClient());
    }

    @Test
    void aGateOfAnotherAuthorityIsRefused() throws Exception {
        Authority other = Authority.create("Maguey", folder.resolve("other"), CLOCK, new SecureRandom());
        SSLContext hub = identity(authority, Subject.hub("hub", "127.0.0.1"));
        SSLContext stranger = identity(other, Subject.device("gate-a"));

        assertThrows(IOException.class, () -> meet(hub, stranger));
    }

    @Test
    void aStolenGateCannotPoseAsTheHub() throws Exception {
        SSLContext stolen = identity(authority, Subject.device("gate-a"));
        SSLContext gate = identity(authority, Subject.device("gate-b"));

        assertThrows(IOException.class, () -> meet(stolen, gate));
    }

    @Test
    void aHubUnderAnotherNameIsRefused() throws Exception {
        SSLContext hub = identity(authority, Subject.hub("hub", "hub.example"));
        SSLContext gate = identity(authority, Subject.device("gate-a"));

        assertThrows(IOException.class, () -> meet(hub, gate));
    }

    @Test
    void whatIsIssuedIsWhatEveryPartLoads() throws Exception {
        Path hub = folder.resolve("hub");
        Path gate = folder.resolve("gate-a");
        authority.issue(Subject.hub("hub", "127.0.0.1"), Duration.ofHours(1), hub);
        authority.issue(Subject.device("gate-a"), Duration.ofHours(1), gate);

        Meeting meeting =
                meet(Identity.load(hub).sslContext(), Identity.load(gate).sslContext());

        assertEquals("CN=gate-a", meeting.seenByServer());
        assertEquals("gate-a", Identity.load(gate).commonName());
    }

    private SSLContext identity(Authority issuer, Subject subject) throws Exception {
        Path identity = folder.resolve(subject.commonName() + "-" + subject.hashCode());
        issuer.issue(subject, Duration.ofHours(1), identity);
        return new IdentityFolder(identity).context();
    }

    private record Meeting(String seenByServer, String seenByClient) {}

    /** One handshake and one byte each way: in TLS 1.3 a client learns of its refusal only when it reads. */
    private static Meeting meet(SSLContext server, SSLContext client) throws Exception {
        try (SSLServerSocket listening = (SSLServerSocket)
                        server.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            listening.setNeedClientAuth(true);
            listening.setSoTimeout(10_000);
            Callable<String> serving = () -> {
                try (SSLSocket socket = (SSLSocket) listening.accept()) {
                    return exchange(socket);
                }
            };
            Future<String> served = executor.submit(serving);
            String seenByClient = call(client, listening.getLocalPort());
            return new Meeting(resultOf(served), seenByClient);
        }
    }

    private static String call(SSLContext client, int port) throws IOException {
        try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
                SSLSocket socket = (SSLSocket) client.getSocketFactory().createSocket(plain, "127.0.0.1", port, true)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            return exchange(socket);
        }
    }

    private static String exchange(SSLSocket socket) throws IOException {
        socket.setSoTimeout(10_000);
        socket.startHandshake();
        socket.getOutputStream().write(new byte[] {42});
        socket.getOutputStream().flush();
        assertArrayEquals(new byte[] {42}, socket.getInputStream().readNBytes(1));
        SSLSession session = socket.getSession();
        return session.getPeerPrincipal().getName();
    }

    private static String resultOf(Future<String> future) throws Exception {
        try {
            return future.get(10, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException refusal) {
                throw refusal;
            }
            throw e;
        }
    }
}
