package dev.turnstone.kiosk.staff;

import dev.turnstone.admission.pass.Decoded;
import dev.turnstone.admission.pass.PassCodec;
import dev.turnstone.admission.pass.ShortCode;
import java.util.Locale;
import java.util.regex.Pattern;

/** What somebody typed, or a handheld reader typed for them, into the one field: it knows a pass from a name. */
sealed interface Query {
    /** The whole text of a pass, from a reader that types. */
    record Pass(String text) implements Query {}

    record Code(ShortCode code) implements Query {}

    /** As long as a short code, and its check character says that it is mistyped. */
    record Mistyped() implements Query {}

    record Email(String text) implements Query {}

    record Order(String text) implements Query {}

    /** The last digits of a phone. */
    record Phone(String digits) implements Query {}

    record Name(String text) implements Query {}

    record TooShort() implements Query {}

    int LONGEST = 400;
    int SHORT_CODE = 10;
    Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");
    Pattern ORDER = Pattern.compile("#?[A-Za-z]{0,3}-?\\d[\\dA-Za-z-]{4,}");
    Pattern PHONE = Pattern.compile("\\+?[\\d ()-]{4,20}");

    /** @param typed as it came: a space at its end belongs to a pass */
    static Query of(String typed) {
        if (PassCodec.decode(typed) instanceof Decoded.Read) {
            return new Pass(typed);
        }
        String text = typed.strip();
        String bare = text.toUpperCase(Locale.ROOT).replaceAll("[\\s-]", "");
        boolean codeLike = bare.length() == SHORT_CODE && bare.chars().allMatch(Character::isLetterOrDigit);
        if (codeLike && ShortCode.parse(text).isPresent()) {
            return new Code(ShortCode.parse(text).get());
        }
        if (EMAIL.matcher(text).matches()) {
            return new Email(text);
        }
        if (PHONE.matcher(text).matches()) {
            return new Phone(text.replaceAll("\\D", ""));
        }
        if (codeLike && bare.chars().anyMatch(Character::isDigit)) {
            return new Mistyped();
        }
        if (ORDER.matcher(text).matches()) {
            return new Order(text);
        }
        return text.length() < 2 ? new TooShort() : new Name(text);
    }
}
