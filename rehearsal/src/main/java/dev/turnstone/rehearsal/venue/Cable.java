package dev.turnstone.rehearsal.venue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A network cable that can be pulled: carries bytes between a port of its own and another, understanding none of them,
 * so that TLS runs through it untouched. Pulled, it drops what is connected and lets nobody through.
 */
public final class Cable implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Cable.class);
    private static final int CONNECT_TIMEOUT_MS = 2_000;
    private static final int AT_ONCE = 512;

    private final String name;
    private final ServerSocket near;
    private final InetSocketAddress far;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Semaphore room = new Semaphore(AT_ONCE);
    private volatile boolean plugged = true;

    private Cable(String name, ServerSocket near, InetSocketAddress far) {
        this.name = name;
        this.near = near;
        this.far = far;
    }

    /**
     * @param port its near end, 0 for any free one
     * @param farPort where it leads to
     */
    public static Cable lay(String name, int port, int farPort) throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        ServerSocket near = new ServerSocket();
        near.setReuseAddress(true);
        near.bind(new InetSocketAddress(here, port), 64);
        Cable cable = new Cable(name, near, new InetSocketAddress(here, farPort));
        Thread.ofVirtual().name("cable-" + name).start(cable::accept);
        return cable;
    }

    public String name() {
        return name;
    }

    public int port() {
        return near.getLocalPort();
    }

    public boolean isPlugged() {
        return plugged;
    }

    public void pull() {
        plugged = false;
        open.forEach(Cable::closeQuietly);
    }

    public void plug() {
        plugged = true;
    }

    @Override
    public void close() {
        pull();
        try {
            near.close();
        } catch (IOException e) {
            LOG.debug("cable {} did not close", name, e);
        }
    }

    private void accept() {
        while (!near.isClosed()) {
            try {
                Socket socket = near.accept();
                if (!plugged || !room.tryAcquire()) {
                    closeQuietly(socket);
                    continue;
                }
                Thread.ofVirtual().name("cable-" + name).start(() -> {
                    try {
                        carry(socket);
                    } finally {
                        room.release();
                    }
                });
            } catch (IOException e) {
                LOG.debug("cable {} accepts no more", name, e);
            }
        }
    }

    private void carry(Socket caller) {
        try (caller;
                Socket called = new Socket()) {
            caller.setTcpNoDelay(true);
            called.setTcpNoDelay(true);
            called.connect(far, CONNECT_TIMEOUT_MS);
            open.add(caller);
            open.add(called);
            if (!plugged) {
                return;
            }
            Thread answers = Thread.ofVirtual().name("cable-" + name + "-back").start(() -> copy(called, caller));
            copy(caller, called);
            answers.join();
        } catch (IOException e) {
            LOG.debug("cable {}: {}", name, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(caller);
            open.removeIf(Socket::isClosed);
        }
    }

    /** One direction. Its end closes both: a conversation that is cut on one side is of no use to the other. */
    private static void copy(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[16 * 1024];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            LOG.trace("cut", e);
        } finally {
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.trace("already gone", e);
        }
    }
}
