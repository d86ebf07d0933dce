package dev.turnstone.kiosk.guest;

import dev.turnstone.platform.text.Language;
import dev.turnstone.platform.text.Messages;

/** What the guest's page needs to be drawn before its script has said a word. */
public record GuestPage(String event, String gateName, Language language, Messages.Texts texts) {

    public String gate() {
        return texts.get("guest.gate", gateName);
    }

    public String prompt() {
        return texts.get("guest.idle.title");
    }

    public String promptDetail() {
        return texts.get("guest.idle.detail");
    }

    public String word(String key) {
        return texts.get(key);
    }

    public String speaks(String tag) {
        return Boolean.toString(language.tag().equals(tag));
    }
}
