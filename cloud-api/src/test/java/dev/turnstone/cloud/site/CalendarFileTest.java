package dev.turnstone.cloud.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.cloud.event.Event;
import dev.turnstone.cloud.event.Events;
import dev.turnstone.cloud.sale.Order;
import dev.turnstone.cloud.testing.TestCloud;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CalendarFileTest {
    private static final URI PAGE = URI.create("https://tickets.example.com/orders/abc");

    @Test
    void theEveningIsInItWithItsTimesInUtcAndNothingThatANameSaysBreaksIt() {
        try (var cloud = new TestCloud(10)) {
            Order order = cloud.held(1);
            cloud.jdbi.useHandle(handle -> handle.execute(
                    "update event set name = 'Ñandú; DJ, \\ and ' || repeat('á', 60) || e'\\nEND:VCALENDAR'"));
            Event event = cloud.jdbi.withHandle(handle -> Events.byId(handle, cloud.event.id()));

            String file = CalendarFile.of(order, event, PAGE, TestCloud.NOW);

            assertTrue(file.contains("DTSTART:20260307T191500Z\r\n"), file);
            assertTrue(file.contains("DTEND:20260308T051500Z\r\n"), file);
            assertTrue(file.contains("UID:" + order.id() + "@turnstone\r\n"), file);
            assertTrue(file.replace("\r\n ", "").contains("SUMMARY:Ñandú\\; DJ\\, \\\\ and áá"), file);
            assertEquals(1, file.lines().filter("END:VCALENDAR"::equals).count(), file);
            file.lines().forEach(line -> assertTrue(line.getBytes(StandardCharsets.UTF_8).length <= 75, line));
            assertEquals(file, CalendarFile.of(order, event, PAGE, TestCloud.NOW));
        }
    }
}
