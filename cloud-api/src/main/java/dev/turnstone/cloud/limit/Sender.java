package dev.turnstone.cloud.limit;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** From where on the network a request comes. */
public enum Sender {
    /** Guests reach this program themselves. */
    DIRECT,
    /** A balancer stands before it, and adds the address that it saw to X-Forwarded-For, last. */
    BEHIND_BALANCER;

    private static final HeaderName FORWARDED_FOR = HeaderNames.create("X-Forwarded-For");

    /**
     * What a provider gives one customer: an address, or of the newer kind a network of 64 bits. Empty where nothing tells
     * guests apart: behind this machine's own name stand all of them, or none.
     */
    Optional<String> of(ServerRequest req) {
        return switch (this) {
            case DIRECT -> peer(req);
            case BEHIND_BALANCER -> {
                List<String> lines = req.headers().all(FORWARDED_FOR, List::of);
                yield lines.isEmpty() ? peer(req) : Optional.of(network(last(lines.getLast())));
            }
        };
    }

    /** What stands before the last one, anybody may have written. */
    static String last(String forwarded) {
        return forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
    }

    private static Optional<String> peer(ServerRequest req) {
        return req.remotePeer().address() instanceof InetSocketAddress address
                        && address.getAddress() != null
                        && !address.getAddress().isLoopbackAddress()
                ? Optional.of(network(address.getAddress()))
                : Optional.empty();
    }

    static String network(String literal) {
        try {
            return network(InetAddress.ofLiteral(literal));
        } catch (IllegalArgumentException e) {
            return literal;
        }
    }

    private static String network(InetAddress address) {
        byte[] bytes = address.getAddress();
        return HexFormat.of().formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, 8) : bytes);
    }
}
