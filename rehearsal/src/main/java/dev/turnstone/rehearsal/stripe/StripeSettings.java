package dev.turnstone.rehearsal.stripe;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * @param port 0 for a free one
 * @param secretKey what the server side authenticates with, as {@code sk_test_…}
 * @param publishableKey what a page authenticates with, as {@code pk_test_…}
 * @param webhookSecret signs the webhooks, as {@code whsec_…}
 * @param webhookEndpoint where the webhooks are posted
 * @param snapshot the file that carries the state over a restart, when it is to be kept
 */
public record StripeSettings(
        String host,
        int port,
        String secretKey,
        String publishableKey,
        String webhookSecret,
        URI webhookEndpoint,
        Optional<Path> snapshot) {
    public StripeSettings {
        if (secretKey.isBlank() || publishableKey.isBlank() || webhookSecret.isBlank()) {
            throw new IllegalArgumentException("the Stripe stand-in needs a secret key, a publishable key and a"
                    + " webhook secret, none of them blank");
        }
        if (secretKey.equals(publishableKey)) {
            throw new IllegalArgumentException("the secret key and the publishable key must differ");
        }
    }

    @Override
    public String toString() {
        return "StripeSettings[" + host + ":" + port + ", webhooks to " + webhookEndpoint + "]";
    }
}
