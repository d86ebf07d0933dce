package dev.turnstone.rehearsal.sale;

import dev.turnstone.cloud.sale.Order;
import dev.turnstone.rehearsal.sale.Recording.Said;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One recorded purchase as a script for pgbench: the same statements in the same transactions. What must differ from
 * order to order (ids, secrets, numbers) is a variable; every other value stands as it was.
 */
final class PgbenchScript {
    /** The two selects that make names are pgbench's alone: the program makes them itself. */
    private static final String NAMES = """
            \\set bucket random(0, 7)
            \\set pass random(1, 9000000000000000000)
            select 'token-' || gen_random_uuid() as token, 'T-' || gen_random_uuid() as number, \
            'ticket-' || gen_random_uuid() as ticket, 'pi_' || gen_random_uuid() as intent \\gset
            """;

    private static final String NAMES_OF_ORDER =
            "select 'order-' || :o_id as key, 'confirmation of ' || :o_id as cause, 'se' || :o_id as secret \\gset\n";

    private final Map<String, String> variables = new LinkedHashMap<>();

    private PgbenchScript() {}

    /** What one ticket's purchase brought about: the values that no other may have. */
    record Unique(Order order, UUID payment, String intent, String secret, String ticket, long pass) {}

    static String of(List<Said> said, Unique unique) {
        var script = new PgbenchScript();
        String order = unique.order().id().toString();
        script.variables.put(order, ":o_id");
        script.variables.put(unique.payment().toString(), ":p_id");
        script.variables.put(unique.order().token(), ":token");
        script.variables.put(unique.order().number(), ":number");
        script.variables.put("order-" + order, ":key");
        script.variables.put("confirmation of " + order, ":cause");
        script.variables.put(unique.intent(), ":intent");
        script.variables.put(unique.secret(), ":secret");
        script.variables.put(unique.ticket(), ":ticket");
        script.variables.put(Long.toString(unique.pass()), ":pass");
        StringBuilder text = new StringBuilder(NAMES);
        said.forEach(each -> text.append(script.line(each)));
        return text.toString();
    }

    private String line(Said said) {
        StringBuilder line = new StringBuilder();
        int value = 0;
        for (char letter : said.sql().replaceAll("\\s+", " ").strip().toCharArray()) {
            if (letter == '?') {
                boolean bucket = line.toString().endsWith("bucket = ");
                line.append(bucket ? ":bucket" : word(said.values().get(value)));
                value++;
            } else {
                line.append(letter);
            }
        }
        String sql = line.toString();
        if (sql.startsWith("insert into orders")) {
            return sql + " \\gset o_\n" + NAMES_OF_ORDER;
        }
        return sql.startsWith("select * from payment where order_id") ? sql + " \\gset p_\n" : sql + ";\n";
    }

    private String word(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        String variable = variables.get(value.toString());
        if (variable != null) {
            return variable;
        }
        return switch (value) {
            case Number number -> number.toString();
            case Boolean bool -> bool.toString();
            case byte[] bytes -> "'\\x" + HexFormat.of().formatHex(bytes) + "'";
            case Timestamp at -> time(at.toInstant());
            case OffsetDateTime at -> time(at.toInstant());
            case Instant at -> time(at);
            default -> text(value.toString());
        };
    }

    private static String time(Instant at) {
        return "to_timestamp(" + at.getEpochSecond() + ")";
    }

    /** pgbench takes a colon for a variable's, even within quotes. */
    private static String text(String value) {
        return value.indexOf(':') < 0 && value.indexOf('\\') < 0
                ? "'" + value.replace("'", "''") + "'"
                : "E'" + value.replace("\\", "\\\\").replace("'", "''").replace(":", "\\x3a") + "'";
    }
}
