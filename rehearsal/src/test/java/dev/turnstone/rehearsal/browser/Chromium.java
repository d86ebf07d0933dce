package dev.turnstone.rehearsal.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The Chromium or Chrome that TURNSTONE_CHROMIUM names, else one on the PATH; tests that need it are skipped where there
 * is none.
 */
public record Chromium(Playwright playwright, Browser browser) implements AutoCloseable {
    private static final List<String> USUAL =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

    public static Chromium start() {
        Optional<Path> executable = installed();
        assumeTrue(executable.isPresent(), "no Chromium or Chrome on the PATH: install the package chromium");
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable.orElseThrow())
                        .setArgs(List.of("--no-sandbox", "--disable-background-networking")));
        return new Chromium(playwright, browser);
    }

    private static Optional<Path> installed() {
        Optional<Path> named =
                Optional.ofNullable(System.getenv("TURNSTONE_CHROMIUM")).map(Path::of);
        if (named.isPresent()) {
            return named.filter(Files::isExecutable);
        }
        String path = System.getenv("PATH");
        return USUAL.stream()
                .flatMap(name ->
                        Stream.of(path.split(":")).map(folder -> Path.of(folder).resolve(name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
