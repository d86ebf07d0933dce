package dev.turnstone.rehearsal.stripe;

import dev.turnstone.rehearsal.stripe.Behaviour.AsksFirst;
import dev.turnstone.rehearsal.stripe.Behaviour.Pays;
import dev.turnstone.rehearsal.stripe.Behaviour.Refuses;
import java.util.Arrays;
import java.util.Optional;

/**
 * The card numbers that Stripe publishes for testing, with the ready-made payment method that stands for each. Only
 * the name of the card is ever kept, never a number that somebody typed.
 */
enum TestCard {
    VISA("4242424242424242", "visa", "pm_card_visa"),
    MASTERCARD("5555555555554444", "mastercard", "pm_card_mastercard"),
    AMEX("378282246310005", "amex", "pm_card_amex"),
    DECLINED("4000000000000002", "visa", "pm_card_visa_chargeDeclined"),
    NO_FUNDS("4000000000009995", "visa", "pm_card_visa_chargeDeclinedInsufficientFunds"),
    LOST("4000000000009987", "visa", "pm_card_visa_chargeDeclinedLostCard"),
    EXPIRED("4000000000000069", "visa", "pm_card_chargeDeclinedExpiredCard"),
    WRONG_CVC("4000000000000127", "visa", "pm_card_chargeDeclinedIncorrectCvc"),
    PROCESSING_ERROR("4000000000000119", "visa", "pm_card_chargeDeclinedProcessingError"),
    THREE_D_SECURE("4000002500003155", "visa", "pm_card_authenticationRequired"),
    THREE_D_SECURE_NO_FUNDS(
            "4000008260003178", "visa", "pm_card_authenticationRequiredChargeDeclinedInsufficientFunds");

    private final String number;
    private final String brand;
    private final String readyMade;

    TestCard(String number, String brand, String readyMade) {
        this.number = number;
        this.brand = brand;
        this.readyMade = readyMade;
    }

    static Optional<TestCard> numbered(String number) {
        return Arrays.stream(values())
                .filter(card -> card.number.equals(number))
                .findFirst();
    }

    static Optional<TestCard> readyMade(String methodId) {
        return Arrays.stream(values())
                .filter(card -> card.readyMade.equals(methodId))
                .findFirst();
    }

    String brand() {
        return brand;
    }

    String last4() {
        return number.substring(number.length() - 4);
    }

    Behaviour behaviour() {
        return switch (this) {
            case VISA, MASTERCARD, AMEX -> new Pays();
            case DECLINED -> new Refuses(Decline.GENERIC);
            case NO_FUNDS -> new Refuses(Decline.NO_FUNDS);
            case LOST -> new Refuses(Decline.LOST_CARD);
            case EXPIRED -> new Refuses(Decline.EXPIRED);
            case WRONG_CVC -> new Refuses(Decline.WRONG_CVC);
            case PROCESSING_ERROR -> new Refuses(Decline.PROCESSING_ERROR);
            case THREE_D_SECURE -> new AsksFirst(new Pays());
            case THREE_D_SECURE_NO_FUNDS -> new AsksFirst(new Refuses(Decline.NO_FUNDS));
        };
    }
}
