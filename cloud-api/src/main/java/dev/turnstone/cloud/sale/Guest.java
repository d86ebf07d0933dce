package dev.turnstone.cloud.sale;

import dev.turnstone.cloud.sale.Placing.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A person as a form names them: whom to expect, and where to write to. */
public record Guest(String name, String email) {
    private static final Pattern MAIL =
            Pattern.compile("[^@\\s\\p{Cntrl}<>,;:\"]+@[^@\\s\\p{Cntrl}<>,;:\"]+\\.[^@\\s\\p{Cntrl}<>,;:\".]+");
    private static final int LONGEST_NAME = 120;
    private static final int LONGEST_MAIL = 254;

    public Guest {
        name = name.strip();
        email = email.strip();
    }

    /** Everything that is wrong, each with its field. */
    public List<Fault> faults() {
        List<Fault> faults = new ArrayList<>();
        if (name.isEmpty()) {
            faults.add(new Fault("name", "fault.name", 0));
        } else if (name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            faults.add(new Fault("name", "fault.name-long", LONGEST_NAME));
        }
        if (email.length() > LONGEST_MAIL || !MAIL.matcher(email).matches()) {
            faults.add(new Fault("email", "fault.email", 0));
        }
        return faults;
    }
}
