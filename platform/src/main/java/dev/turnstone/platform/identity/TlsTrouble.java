package dev.turnstone.platform.identity;

import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a connection came to nothing, where it is a certificate's dates: said so that staff can do something about it. */
public final class TlsTrouble {
    private static final int DEEPEST = 20;

    private TlsTrouble() {}

    /** @param whose the one at the other end: {@code the hub} */
    public static Optional<String> said(Throwable thrown, String whose) {
        @Nullable Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (cause instanceof CertificateExpiredException) {
                return Optional.of("the certificate of " + whose + " has expired; renew it there");
            }
            if (cause instanceof CertificateNotYetValidException) {
                return Optional.of(
                        "the certificate of " + whose + " is not valid yet by the clock of this device; set the clock");
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }
}
