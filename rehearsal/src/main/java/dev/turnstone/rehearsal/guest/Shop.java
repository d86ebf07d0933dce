package dev.turnstone.rehearsal.guest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.turnstone.rehearsal.guest.Web.Disappointed;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Buys as the purchase page does, with what the page tells its script and nothing more. */
public final class Shop {
    private static final String CARD = "4242424242424242";

    private final Web web;
    private final URI cloud;
    private final URI stripe;

    public Shop(Web web, URI cloud, URI stripe) {
        this.web = web;
        this.cloud = cloud;
        this.stripe = stripe;
    }

    /**
     * A hold, waiting to be paid.
     *
     * @param order the order's page
     */
    public record Held(URI order, String publishableKey, String clientSecret) {
        String intent() {
            int secret = clientSecret.indexOf("_secret_");
            return secret < 0 ? clientSecret : clientSecret.substring(0, secret);
        }
    }

    public Held hold(String event, String name, String email) throws Disappointed, InterruptedException {
        URI page = cloud.resolve("/e/" + event);
        web.page(page);
        URI order = web.form(page, Map.of("quantity-0", "1", "name", name, "email", email));
        String html = web.page(order);
        return new Held(order, data(html, "stripe-key"), data(html, "client-secret"));
    }

    /** Pays with the card that always works. */
    public void pay(Held held) throws Disappointed, InterruptedException {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("key", held.publishableKey());
        fields.put("client_secret", held.clientSecret());
        fields.put("payment_method_data[type]", "card");
        fields.put("payment_method_data[card][number]", CARD);
        fields.put("payment_method_data[card][exp_month]", "12");
        fields.put("payment_method_data[card][exp_year]", "2034");
        fields.put("payment_method_data[card][cvc]", "123");
        fields.put("return_url", held.order().toString());
        JsonNode intent = web.call(stripe.resolve("/v1/payment_intents/" + held.intent() + "/confirm"), fields);
        if (!intent.path("status").asText().equals("succeeded")) {
            String why = intent.path("error").path("message").asText(intent.toString());
            throw new Disappointed("the payment did not succeed: " + why);
        }
    }

    /** Whether the order's page shows tickets by now. */
    public boolean hasTickets(Held held) throws Disappointed, InterruptedException {
        return web.json(URI.create(held.order() + "/state"))
                .path("face")
                .asText()
                .equals("TICKETS");
    }

    private static String data(String html, String name) throws Disappointed {
        Matcher found = Pattern.compile("data-" + name + "=\"([^\"]+)\"").matcher(html);
        if (!found.find()) {
            throw new Disappointed("the order's page offers no payment (no data-" + name + ")");
        }
        return found.group(1).replace("&amp;", "&");
    }
}
