package dev.turnstone.rehearsal.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.platform.cli.CommandLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small checkout in which nothing is wrong, and one fault at a time. */
class CheckTest {
    @TempDir
    Path folder;

    @BeforeEach
    void aCheckoutInWhichAllIsWell() throws IOException {
        write("pom.xml", "<project/>");
        write("hub/src/test/java/dev/ClaimTest.java", "class ClaimTest {}");
        write("docs/features.md", features(List.of()));
        write("docs/architecture.md", "# The house\n\n## Why so?\n\nSee [the rows](features.md) and [why](#why-so).\n");
        write("hub/src/main/resources/messages/hub_en.properties", "used=Already used at {0}\n");
        write("hub/src/main/resources/messages/hub_es.properties", "used=Ya usado en {0}\n");
    }

    @Test
    void nothingIsFoundWhereAllIsWell() {
        assertEquals(List.of(), found());
    }

    @Test
    void missingRowIsFound() throws IOException {
        List<String> rows = new ArrayList<>(List.of(features(List.of()).split("\n")));
        rows.removeIf(row -> row.contains("HUB-01"));
        write("docs/features.md", String.join("\n", rows));

        assertEquals(List.of("docs/features.md: HUB-01 has no row"), found());
    }

    @Test
    void testThatDoesNotExistIsFound() throws IOException {
        write("docs/features.md", features(List.of("| PAY-01 | buy | thin: `PurchaseTest`, `ClaimTest` |")));

        assertEquals(List.of("docs/features.md:1: PAY-01 names the test PurchaseTest, which does not exist"), found());
    }

    @Test
    void rowWithoutTestsMustAdmitIt() throws IOException {
        write("docs/features.md", features(List.of("| PAY-01 | buy | thin |")));

        assertEquals(List.of("docs/features.md:1: PAY-01 names no test and does not say \"not yet\""), found());
    }

    @Test
    void rowOfNoFeatureAndRowThatRepeatsAreFound() throws IOException {
        write(
                "docs/features.md",
                features(List.of(
                        "| PAY-01 | buy | not yet |", "| PAY-01 | buy | not yet |", "| PAY-99 | ? | not yet |")));

        assertEquals(
                List.of(
                        "docs/features.md:2: PAY-01 has a second row",
                        "docs/features.md:3: there is no feature PAY-99"),
                found());
    }

    @Test
    void linkThatLeadsNowhereIsFound() throws IOException {
        write(
                "README.md",
                "See [this](docs/gone.md), [that](docs/architecture.md#gone) and [out](../../etc/passwd).\n");

        assertEquals(
                List.of(
                        "README.md:1: the link docs/gone.md leads nowhere",
                        "README.md:1: the link docs/architecture.md#gone names a heading that is not there",
                        "README.md:1: the link ../../etc/passwd leads out of the checkout"),
                found());
    }

    @Test
    void linksInCodeAndLinksToTheWorldAreLeftAlone() throws IOException {
        write("README.md", "```\n[a](gone.md)\n```\n`[b](gone.md)` [c](https://example.org/gone)\n");

        assertEquals(List.of(), found());
    }

    @Test
    void textsThatDifferBetweenLanguagesAreFound() throws IOException {
        write("hub/src/main/resources/messages/hub_en.properties", "used=Already used at {0}\nback=Back\nopen=Open\n");
        write("hub/src/main/resources/messages/hub_es.properties", "used=Ya usado\nopen=\nmas=Más\n");
        write("hub/src/main/resources/messages/lone_es.properties", "a=b\n");

        assertEquals(
                List.of(
                        "hub/src/main/resources/messages/hub_es.properties: has no text for back",
                        "hub/src/main/resources/messages/hub_en.properties: has no text for mas",
                        "hub/src/main/resources/messages/hub_es.properties: has no text for open",
                        "hub/src/main/resources/messages/hub_es.properties: used has the places [], and the English text [0]",
                        "hub/src/main/resources/messages/lone_es.properties: has no sibling lone_en.properties"),
                found());
    }

    @Test
    void faultMakesTheCommandFailAndNamesIt() throws IOException {
        write("README.md", "[gone](gone.md)\n");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);

        int code = new CommandLine("./turnstone", List.of(CheckCommand.command()))
                .run(List.of("check", "--in", folder.toString()), printed, printed);

        assertEquals(1, code);
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("README.md:1: the link gone.md leads nowhere"));
    }

    private List<String> found() {
        return CheckCommand.findings(new Checkout(folder)).values().stream()
                .flatMap(List::stream)
                .map(Finding::toString)
                .toList();
    }

    /** The given rows first, then "not yet" for every feature that they do not speak of. */
    private static String features(List<String> given) {
        List<String> rows = new ArrayList<>(given);
        FeatureTable.ids().stream()
                .filter(id -> given.stream().noneMatch(row -> row.contains(id)))
                .forEach(id -> rows.add("| " + id + " | words | not yet |"));
        return String.join("\n", rows);
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
