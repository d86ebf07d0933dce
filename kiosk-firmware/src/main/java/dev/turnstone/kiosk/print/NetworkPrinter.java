package dev.turnstone.kiosk.print;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** A printer at the network, by convention at port 9100. */
record NetworkPrinter(String host, int port) implements Printer {
    static final int USUAL_PORT = 9100;

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    @Override
    public Connection connect() throws IOException {
        Socket socket = new Socket();
        try {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.connect(new InetSocketAddress(host, port), (int) PATIENCE.toMillis());
            return new Wire(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private record Wire(Socket socket) implements Connection {
        @Override
        public void write(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        }

        @Override
        public int ask(byte[] question) throws IOException {
            InputStream in = socket.getInputStream();
            // What it said before nobody asked is not the answer.
            in.skipNBytes(in.available());
            write(question);
            try {
                int answer = in.read();
                if (answer < 0) {
                    throw new IOException("the printer hung up");
                }
                return answer;
            } catch (SocketTimeoutException e) {
                return -1;
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
