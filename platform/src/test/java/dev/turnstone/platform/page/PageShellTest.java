package dev.turnstone.platform.page;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.platform.text.Language;
import org.junit.jupiter.api.Test;

final class PageShellTest {
    @Test
    void whatAPersonTypedCannotBecomeMarkup() {
        String page = PageShell.titled("</title><script>alert(1)</script>")
                .data("name", "\"><script>alert(2)</script>")
                .render("<main></main>");
        assertFalse(page.contains("<script>alert"), page);
    }

    @Test
    void aPageSaysItsLanguageAndNamesItsStylesByContent() {
        String page = PageShell.titled("Hola").language(Language.ES).render("");
        assertTrue(page.contains("<html lang=\"es\""), page);
        assertTrue(page.matches("(?s).*turnstone\\.css\\?v=[0-9a-f]{12}\".*"), page);
    }
}
