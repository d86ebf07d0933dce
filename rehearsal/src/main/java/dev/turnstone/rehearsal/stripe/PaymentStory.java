package dev.turnstone.rehearsal.stripe;

import dev.turnstone.rehearsal.stripe.Activity.EventRow;
import java.util.List;

/**
 * One payment from its making to now.
 *
 * @param json the object as the API shows it
 */
public record PaymentStory(
        String id,
        String amount,
        Tone tone,
        String status,
        String about,
        List<ChargeRow> charges,
        List<EventRow> events,
        String json) {

    /** One attempt to take the money. */
    public record ChargeRow(String id, String time, Tone tone, String outcome, String card) {
        static ChargeRow of(Charge charge) {
            Decline decline = charge.decline();
            Card card = charge.method().card();
            return new ChargeRow(
                    charge.id(),
                    Shown.time(charge.created()),
                    decline == null ? Tone.WELCOME : Tone.REFUSE,
                    decline == null ? "paid" : decline.message(),
                    card.kind().brand() + " ending in " + card.kind().last4());
        }
    }

    static PaymentStory of(
            Intent intent, String json, List<Charge> charges, List<Event> events, List<Delivery> deliveries) {
        List<EventRow> rows = events.stream()
                .filter(event -> event.payment().equals(intent.id()))
                .map(event -> Activity.row(
                        event,
                        deliveries.stream()
                                .filter(delivery -> delivery.event().equals(event.id()))
                                .toList()))
                .toList();
        return new PaymentStory(
                intent.id(),
                Shown.amount(intent.terms()),
                Tone.of(intent.state()),
                Shown.status(intent.state()),
                Shown.about(intent),
                charges.stream().map(ChargeRow::of).toList(),
                rows,
                json);
    }
}
