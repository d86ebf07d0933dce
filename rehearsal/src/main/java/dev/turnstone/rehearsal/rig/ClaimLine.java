package dev.turnstone.rehearsal.rig;

import dev.turnstone.admission.wire.ClaimAnswer;
import dev.turnstone.admission.wire.ClaimRequest;
import dev.turnstone.platform.identity.Identity;
import dev.turnstone.platform.json.Json;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import javax.net.ssl.SSLSocket;

/**
 * One lane's open connection to the hub, with as little work of its own as can be: on a machine that it shares with the
 * hub, whatever it spends is taken from the one that is measured.
 */
public final class ClaimLine implements AutoCloseable {
    private static final int LONGEST_ANSWER = 16 * 1_024;

    private final SSLSocket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] read = new byte[LONGEST_ANSWER];

    /** An answer as it came. */
    public static final class Answer {
        private final int status;
        private final byte[] body;

        private Answer(int status, byte[] body) {
            this.status = status;
            this.body = body;
        }

        public int status() {
            return status;
        }

        public ClaimAnswer claim() {
            return Json.read(body, ClaimAnswer.class);
        }
    }

    private ClaimLine(SSLSocket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    public static ClaimLine to(int port, Identity identity) throws IOException {
        SSLSocket socket = (SSLSocket) identity.sslContext().getSocketFactory().createSocket("localhost", port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(30_000);
        socket.startHandshake();
        return new ClaimLine(socket);
    }

    /** Question and headers, ready to be written. */
    public static byte[] question(ClaimRequest claim) {
        byte[] body = Json.bytes(claim);
        byte[] head =
                ("POST /v1/claims HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                                + body.length + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII);
        byte[] whole = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        return whole;
    }

    public Answer ask(byte[] question) throws IOException {
        out.write(question);
        out.flush();
        int had = 0;
        int headEnds = -1;
        while (headEnds < 0) {
            had += more(had);
            headEnds = headEnd(had);
        }
        String head = new String(read, 0, headEnds, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
        int status = Integer.parseInt(head, 9, 12, 10);
        int whole = headEnds + length(head);
        while (had < whole) {
            had += more(had);
        }
        return new Answer(status, Arrays.copyOfRange(read, headEnds, whole));
    }

    private int more(int had) throws IOException {
        int got = in.read(read, had, read.length - had);
        if (got <= 0) {
            throw new EOFException("the hub has closed the connection");
        }
        return got;
    }

    private int headEnd(int had) {
        for (int at = 3; at < had; at++) {
            if (read[at] == '\n' && read[at - 1] == '\r' && read[at - 2] == '\n') {
                return at + 1;
            }
        }
        return -1;
    }

    private static int length(String head) {
        int at = head.indexOf("content-length:");
        return at < 0
                ? 0
                : Integer.parseInt(
                        head.substring(at + 15, head.indexOf('\r', at)).strip());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
