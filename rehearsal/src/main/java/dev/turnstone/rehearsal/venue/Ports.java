package dev.turnstone.rehearsal.venue;

import dev.turnstone.platform.cli.CannotDo;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Which port each address of this rehearsal has. */
public final class Ports {
    public static final int DEFAULT_BASE = 8400;
    public static final int HIGHEST_BASE = 65_535 - 100;
    private static final int BLOCK = 100;
    private static final int BLOCKS = 10;

    private final Map<Outlet, Integer> numbers;

    private Ports(Map<Outlet, Integer> numbers) {
        this.numbers = numbers;
    }

    /**
     * With a base that someone asked for, exactly those ports or a sentence about the one that is taken; otherwise the
     * usual ones, or where one of them is taken the next block that is free as a whole: two rehearsals beside each other
     * stay easy to tell apart.
     */
    public static Ports choose(Optional<Integer> askedBase) {
        askedBase.ifPresent(base -> takenFrom(base).ifPresent(outlet -> {
            throw taken(outlet, base + outlet.offset());
        }));
        return askedBase
                .or(() -> IntStream.range(0, BLOCKS)
                        .map(block -> DEFAULT_BASE + block * BLOCK)
                        .boxed()
                        .filter(base -> takenFrom(base).isEmpty())
                        .findFirst())
                .map(Ports::from)
                .orElseGet(Ports::scattered);
    }

    private static Optional<Outlet> takenFrom(int base) {
        return Arrays.stream(Outlet.values())
                .filter(outlet -> !isFree(base + outlet.offset()))
                .findFirst();
    }

    private static Ports from(int base) {
        Map<Outlet, Integer> numbers = new EnumMap<>(Outlet.class);
        for (Outlet outlet : Outlet.values()) {
            numbers.put(outlet, base + outlet.offset());
        }
        return new Ports(numbers);
    }

    private static Ports scattered() {
        Map<Outlet, Integer> numbers = new EnumMap<>(Outlet.class);
        for (Outlet outlet : Outlet.values()) {
            numbers.put(outlet, anyFree(Set.copyOf(numbers.values())));
        }
        return new Ports(numbers);
    }

    public int of(Outlet outlet) {
        Integer number = numbers.get(outlet);
        if (number == null) {
            throw new IllegalStateException("no port for " + outlet);
        }
        return number;
    }

    /** Where a person or another part finds it. */
    public URI uri(Outlet outlet) {
        String scheme = switch (outlet) {
            case DEVICES, CLAIMS_CABLE -> "https";
            case BROKER, BROKER_CABLE -> "ssl";
            case CONTROL, CLOUD, STRIPE, MAILBOX, DASHBOARD, CLOUD_CABLE, GATE_A, GATE_B -> "http";
        };
        return URI.create(scheme + "://localhost:" + of(outlet));
    }

    private static CannotDo taken(Outlet outlet, int port) {
        return new CannotDo(
                "Port " + port + ", for " + outlet.meaning() + ", is taken by another program.",
                "Find it with: ss -ltnp 'sport = :" + port + "'. Stop it, give another --port, or leave --port out:"
                        + " then free ports are chosen.");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int anyFree(Set<Integer> butNot) {
        for (int attempt = 0; attempt < 100; attempt++) {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                if (!butNot.contains(socket.getLocalPort())) {
                    return socket.getLocalPort();
                }
            } catch (IOException e) {
                break;
            }
        }
        throw new CannotDo("No free port is to be had on this machine.", "Close programs that listen, and try again.");
    }
}
