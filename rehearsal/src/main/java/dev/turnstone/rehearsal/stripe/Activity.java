package dev.turnstone.rehearsal.stripe;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What happened, as the page shows it.
 *
 * @param version names this state of affairs, so that nothing is sent twice
 */
public record Activity(String version, List<PaymentRow> payments, List<EventRow> events) {
    private static final int PAYMENTS_SHOWN = 50;
    private static final int EVENTS_SHOWN = 100;

    /** One payment. */
    public record PaymentRow(String id, String time, String amount, Tone tone, String status, String about) {}

    /** One event, with every copy of it that was sent. */
    public record EventRow(String id, String time, String type, String payment, List<DeliveryRow> deliveries) {}

    /** One copy of an event. */
    public record DeliveryRow(Tone tone, String standing, String detail) {
        static DeliveryRow of(Delivery delivery) {
            int tries = delivery.attempts().size();
            String last = tries == 0 ? "" : delivery.attempts().getLast().said();
            String after = tries <= 1 ? last : last + ", after " + tries + " attempts";
            return switch (delivery.standing()) {
                case DELIVERED -> new DeliveryRow(Tone.WELCOME, "delivered", after);
                case WAITING ->
                    new DeliveryRow(
                            Tone.WAIT,
                            tries == 0 ? "on its way" : "trying again at " + Shown.time(delivery.due()),
                            after);
                case GIVEN_UP -> new DeliveryRow(Tone.REFUSE, "given up", after);
                case DROPPED -> new DeliveryRow(Tone.REFUSE, "kept back", "as the switch asked");
            };
        }
    }

    static Activity of(long version, List<Intent> intents, List<Event> events, List<Delivery> deliveries) {
        Map<String, List<Delivery>> byEvent = deliveries.stream().collect(Collectors.groupingBy(Delivery::event));
        List<PaymentRow> payments = intents.stream()
                .limit(PAYMENTS_SHOWN)
                .map(intent -> new PaymentRow(
                        intent.id(),
                        Shown.time(intent.created()),
                        Shown.amount(intent.terms()),
                        Tone.of(intent.state()),
                        Shown.status(intent.state()),
                        Shown.about(intent)))
                .toList();
        List<EventRow> rows = events.stream()
                .limit(EVENTS_SHOWN)
                .map(event -> row(event, byEvent.getOrDefault(event.id(), List.of())))
                .toList();
        return new Activity(String.valueOf(version), payments, rows);
    }

    static EventRow row(Event event, List<Delivery> deliveries) {
        return new EventRow(
                event.id(),
                Shown.time(event.created()),
                event.type(),
                event.payment(),
                deliveries.stream().map(DeliveryRow::of).toList());
    }
}
