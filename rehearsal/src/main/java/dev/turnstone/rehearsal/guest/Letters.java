package dev.turnstone.rehearsal.guest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.turnstone.rehearsal.guest.Web.Disappointed;
import java.net.URI;
import java.util.Optional;

/** Reads the mailbox as its owner would, the newest letter first. */
public final class Letters {
    private final Web web;
    private final URI mailbox;

    public Letters(Web web, URI mailbox) {
        this.web = web;
        this.mailbox = mailbox;
    }

    /** A letter with a code in it. */
    public static final class Ticket {
        private final String subject;
        private final byte[] picture;

        Ticket(String subject, byte[] picture) {
            this.subject = subject;
            this.picture = picture;
        }

        public String subject() {
            return subject;
        }

        /** The code, as a PNG. */
        public byte[] picture() {
            return picture.clone();
        }
    }

    /** The newest ticket in the mailbox, whoever bought it. */
    public Optional<Ticket> newest() throws Disappointed, InterruptedException {
        return find("");
    }

    /** The ticket that was sent to this address. */
    public Optional<Ticket> to(String address) throws Disappointed, InterruptedException {
        return find(address);
    }

    private Optional<Ticket> find(String address) throws Disappointed, InterruptedException {
        for (JsonNode message : web.json(mailbox.resolve("/messages"))) {
            String to = message.path("to").toString();
            int picture = picture(message);
            if (to.contains(address) && picture >= 0) {
                String id = message.path("id").asText();
                byte[] png = web.bytes(mailbox.resolve("/messages/" + id + "/attachments/" + picture));
                return Optional.of(new Ticket(message.path("subject").asText(), png));
            }
        }
        return Optional.empty();
    }

    /** Which of its files is the code shown within the letter, or -1. */
    private static int picture(JsonNode message) {
        JsonNode files = message.path("attachments");
        for (int i = 0; i < files.size(); i++) {
            boolean isPicture = files.get(i).path("contentType").asText().equals("image/png");
            if (isPicture && !files.get(i).path("contentId").asText("").isEmpty()) {
                return i;
            }
        }
        return -1;
    }
}
