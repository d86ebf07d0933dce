package dev.turnstone.rehearsal.stripe;

import dev.turnstone.platform.text.Language;

/** What the bank asks its customer, in the customer's language. */
public record Challenge(String id, String title, String question, String complete, String fail) {
    static Challenge of(String id, Intent intent, Language language) {
        String amount = Shown.amount(intent.terms(), language.locale());
        return switch (language) {
            case EN ->
                new Challenge(
                        id,
                        "Your bank asks: is it you?",
                        "You are about to pay " + amount + ". This is the stand-in for your bank's own page.",
                        "Complete",
                        "Fail");
            case ES ->
                new Challenge(
                        id,
                        "Tu banco pregunta: ¿eres tú?",
                        "Vas a pagar " + amount + ". Esta página está en lugar de la de tu banco.",
                        "Completar",
                        "Rechazar");
        };
    }
}
