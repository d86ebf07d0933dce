package dev.turnstone.rehearsal.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.rehearsal.house.ScriptCheckout.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ./turnstone as a newcomer meets it. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script is for POSIX shells")
class ScriptTest {
    private static final long NO_PROCESS = 4_194_305; // above the highest process id that Linux gives

    @TempDir
    Path folder;

    private ScriptCheckout checkout;

    @BeforeEach
    void aCheckoutInAPathWithSpaces() throws IOException {
        checkout = new ScriptCheckout(folder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rehearse",
                "test",
                "bench",
                "sim",
                "torture",
                "hil",
                "check",
                "package",
                "pass",
                "cloud",
                "hub",
                "kiosk",
                "lane",
                "provision"
            })
    void helpHasALineForEveryCommandAndMoreAboutEach(String command) throws Exception {
        assertTrue(checkout.run("help").out().lines().anyMatch(line -> line.matches(" {2}" + command + " +\\w.*")));
        Ended more = checkout.run("help", command);
        assertEquals(0, more.code());
        assertTrue(more.out().startsWith("./turnstone " + command), more.out());
        assertTrue(more.out().contains("Example: ./turnstone "), more.out());
    }

    @ParameterizedTest
    @CsvSource({"rehears, rehearse", "tets, test", "kisok, kiosk", "--hlep, --help", "prov, provision"})
    void unknownCommandGetsASuggestionAndExit2(String typed, String meant) throws Exception {
        Ended ended = checkout.run(typed);

        assertEquals(2, ended.code());
        assertTrue(ended.err().contains("Did you mean \"" + meant + "\"?"), ended.err());
        assertEquals(List.of(), checkout.mavenCalls());
    }

    @ParameterizedTest
    @CsvSource({
        "test, --require-al, --require-all",
        "test, venue-hubb, venue-hub",
        "check, --mutaton, --mutation",
        "package, --no-runtme, --no-runtime",
        "package, hubb, hub"
    })
    void unknownFlagOrOperandGetsASuggestionAndExit2(String command, String typed, String meant) throws Exception {
        Ended ended = checkout.run(command, typed);

        assertEquals(2, ended.code());
        assertTrue(ended.err().contains("Did you mean \"" + meant + "\"?"), ended.err());
    }

    @Test
    void javaHomeOfAnotherVersionMeansLookFurther() throws Exception {
        checkout.run(checkout.root.resolve("turnstone"), checkout.jdk17, checkout.root, "pass");

        List<String> calls = checkout.mavenCalls();
        assertEquals(1, calls.size());
        String release = Files.readString(Path.of(calls.getFirst()).resolve("release"));
        assertTrue(release.contains("JAVA_VERSION=\"25"), release);
    }

    @Test
    void partIsRunFromAnotherFolderAndThroughASymlinkWithItsArgumentsUntouched() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("ts"), checkout.root.resolve("turnstone"));

        Ended ended = checkout.run(link, checkout.jdk25, folder, "hub", "--config", "my hub.yaml", "*");

        assertEquals(0, ended.code(), ended.err());
        assertTrue(ended.out().endsWith("""
                        java <dev.turnstone.hub.app.Main>
                        java <--config>
                        java <my hub.yaml>
                        java <*>
                        """), ended.out());
        assertTrue(ended.out().contains("/a check out/.turnstone/parts/"), ended.out());
    }

    @Test
    void rehearsalCommandsReachTheirProgramByName() throws Exception {
        Ended ended = checkout.run("sim", "--seeds", "3");

        assertTrue(
                ended.out().endsWith("java <dev.turnstone.rehearsal.app.Main>\njava <sim>\njava <--seeds>\njava <3>\n"),
                ended.out());
    }

    @Test
    void checkReachesItsProgramWithItsFlags() throws Exception {
        Ended ended = checkout.run("check", "--json");

        assertTrue(
                ended.out().endsWith("java <dev.turnstone.rehearsal.app.Main>\njava <check>\njava <--json>\n"),
                ended.out());
    }

    @Test
    void changesThatNoTestNoticedAreScoredByPackageAgainstTheThreshold() throws Exception {
        checkout.write("admission/pom.xml", "<mutationThreshold>85</mutationThreshold>\n");
        checkout.write("maven-does", """
                mkdir -p admission/target/pit-reports
                for status in KILLED KILLED TIMED_OUT SURVIVED; do
                  echo "Case.java,dev.turnstone.admission.decision.Case,M,gate,7,$status,a.Test"
                done >admission/target/pit-reports/mutations.csv
                for line in 1 2 3 4; do
                  echo "Base45.java,dev.turnstone.admission.pass.Base45,M,encode,$line,KILLED,a.Test"
                done >>admission/target/pit-reports/mutations.csv
                """);

        Ended good = checkout.run("check", "--mutation");
        assertEquals(0, good.code(), good.err());
        assertEquals("""
                decision    75 % of 4 changes noticed
                pass       100 % of 4 changes noticed
                all         87 % of 8 changes noticed, at least 85 % wanted
                """, good.out());

        checkout.write("admission/pom.xml", "<mutationThreshold>88</mutationThreshold>\n");
        Ended below = checkout.run("check", "--mutation");
        assertEquals(1, below.code());
        assertTrue(below.err().contains("What went unnoticed: "), below.err());
    }

    @Test
    void aBuildThatTriedNoChangeIsNoScore() throws Exception {
        checkout.write("maven-says", "[ERROR] it does not compile\n");
        checkout.write("maven-fails", "");

        Ended ended = checkout.run("check", "--mutation");

        assertEquals(1, ended.code());
        assertEquals("", ended.out());
        assertTrue(ended.err().contains("it does not compile"), ended.err());
    }

    @Test
    void everyReaderIsFuzzedForItsMinutesAndWhatIsFoundIsNamed() throws Exception {
        for (String name : List.of("pass", "journal", "message")) {
            checkout.write("admission/src/test/resources/corpus/" + name + "/one", "1");
        }
        checkout.write("maven-does", """
                mkdir -p admission/target/classes admission/target/test-classes
                echo jazzer.jar >admission/target/fuzz-classpath.txt
                """);
        ScriptCheckout.executable(checkout.jdk25.resolve("bin/java"), """
                #!/bin/sh
                case "$*" in
                  *PassTarget*-max_total_time=120*) printf '#4\tDONE   cov: 172 ft: 276 corp: 3/9b\n' ;;
                  *JournalTarget*-max_total_time=120*)
                    echo "== Java Exception: java.lang.IllegalStateException: it does not write itself back"
                    echo "artifact_prefix='x'; Test unit written to $PWD/journal-crash-1"
                    exit 77 ;;
                  *-merge=1*) : >"$CORPUS/new" ;;
                esac
                echo "stat::number_of_executed_units: 4"
                """.replace(
                        "$CORPUS", checkout.root + "/admission/src/test/resources/corpus/pass"));

        Ended ended = checkout.run("check", "--fuzz", "2");

        assertEquals(1, ended.code(), ended.err());
        List<String> lines = ended.out().lines().toList();
        assertTrue(
                lines.get(0).matches("ok +pass +4 executions in \\d+ s, 172 edges, 276 features, 1 new inputs kept"));
        assertEquals("FOUND journal  java.lang.IllegalStateException: it does not write itself back", lines.get(1));
        assertTrue(lines.get(2).startsWith("ok    message "), ended.out());
        assertTrue(ended.err().contains("/.turnstone/fuzz/found/journal-crash-1"), ended.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "0", "1.5"})
    void minutesThatAreNoneAreRefused(String minutes) throws Exception {
        assertEquals(2, checkout.run("check", "--fuzz", minutes).code());
        assertEquals(List.of(), checkout.mavenCalls());
    }

    @Test
    void onlyWhatChangedIsBuilt() throws Exception {
        checkout.run("pass");
        checkout.run("pass");
        assertEquals(1, checkout.mavenCalls().size());

        checkout.write("venue-hub/src/main/java/More.java", "class More {}");
        checkout.run("pass");
        assertEquals(2, checkout.mavenCalls().size());

        Files.delete(checkout.root.resolve("venue-hub/src/main/java/More.java"));
        checkout.run("pass");
        assertEquals(3, checkout.mavenCalls().size());
    }

    /** After the tests had run once, their jar stood beside a module's and was taken for it: nothing started any more. */
    @Test
    void whatRunsIsAModulesOwnJarAndNotThatOfItsTests() throws Exception {
        checkout.run("pass");
        try (Stream<Path> copies = Files.walk(checkout.root.resolve(".turnstone/parts"))) {
            List<Path> jars =
                    copies.filter(file -> file.toString().endsWith(".jar")).toList();
            assertFalse(jars.isEmpty());
            for (Path jar : jars) {
                assertEquals("jar\n", Files.readString(jar), jar::toString);
            }
        }
    }

    @Test
    void checkoutThatWasMovedIsBuiltAgain() throws Exception {
        checkout.run("pass");
        Path moved = Files.move(checkout.root, folder.resolve("moved"));

        Ended ended = checkout.run(moved.resolve("turnstone"), checkout.jdk25, folder, "pass");

        assertEquals(0, ended.code(), ended.err());
        assertFalse(ended.out().contains("/a check out/"), ended.out());
    }

    @Test
    void twoAtOnceDoNotBuildOverEachOther() throws Exception {
        Path script = checkout.root.resolve("turnstone");
        Process one = checkout.start(script, checkout.jdk25, folder, "pass");
        Process other = checkout.start(script, checkout.jdk25, folder, "pass");

        Ended first = checkout.ended(one);
        Ended second = checkout.ended(other);
        assertEquals(0, first.code(), first.err());
        assertEquals(0, second.code(), second.err());
        assertEquals(1, checkout.mavenCalls().size());
    }

    @Test
    void lockOfAProcessThatIsGoneHoldsNobodyUp() throws Exception {
        Files.createDirectories(checkout.root.resolve(".turnstone"));
        Files.createSymbolicLink(checkout.root.resolve(".turnstone/lock"), Path.of(Long.toString(NO_PROCESS)));

        assertEquals(0, checkout.run("pass").code());
    }

    @Test
    void failedBuildShowsWhatToMendAndNoMore() throws Exception {
        checkout.write("maven-says", """
                [INFO] Building venue-hub 0.1.0 [7/9]
                [ERROR] COMPILATION ERROR :
                [ERROR] %s/venue-hub/src/main/java/Main.java:[3,1] cannot find symbol
                [ERROR] To see the full stack trace of the errors, re-run Maven with the -e switch.
                [ERROR] Re-run Maven using the -X switch to enable full debug logging.
                """.formatted(checkout.root));
        checkout.write("maven-fails", "");

        Ended ended = checkout.run("hub");

        assertEquals(1, ended.code());
        assertTrue(ended.err().contains("building venue-hub …\n"), ended.err());
        assertTrue(ended.err().contains("\nvenue-hub/src/main/java/Main.java:[3,1] cannot find symbol\n"), ended.err());
        assertFalse(ended.err().contains("stack trace"), ended.err());
        assertFalse(ended.err().contains("Re-run Maven"), ended.err());
        assertEquals("", ended.out());
    }

    @Test
    void brokenDownloadIsTriedAgain() throws Exception {
        checkout.write("maven-says", "[ERROR] Could not transfer artifact a:b:jar:1: Connection reset\n");
        checkout.write("maven-fails", "");

        Ended ended = checkout.run("hub");

        assertEquals(0, ended.code(), ended.err());
        assertEquals(2, checkout.mavenCalls().size());
        assertTrue(ended.err().contains("trying again, from where it stopped"), ended.err());
    }

    @Test
    void testsAreSummedFromTheReportsInOneLastLine() throws Exception {
        reports("""
                <testsuite name="A" time="0.1" tests="4" errors="1" skipped="1" failures="0">
                  <testcase name="opens" classname="dev.A" time="0.0"/>
                  <testcase name="shuts" classname="dev.A" time="0.0">
                    <error message="it did not &lt;shut&gt;" type="x"/>
                  </testcase>
                  <testcase name="photographs" classname="dev.A" time="0.0">
                    <skipped type="x"><![CDATA[org.T: Assumption failed: no photographs here
                    at org.Somewhere]]></skipped>
                  </testcase>
                  <testcase name="sings" classname="dev.A" time="0.0"/>
                """);

        Ended ended = checkout.run("test");

        assertEquals(1, ended.code());
        assertEquals("2 passed, 1 failed, 1 skipped", ended.lastLine());
        assertTrue(ended.err().contains("dev.A.shuts: it did not <shut>"), ended.err());
        assertTrue(ended.err().contains("1 in dev.A: no photographs here"), ended.err());
    }

    @Test
    void skippedTestIsAFailureOnlyWhereAllAreRequired() throws Exception {
        reports("""
                <testsuite name="dev.A" tests="2">
                  <testcase name="opens" classname="dev.A"/>
                  <testcase name="shuts" classname="dev.A">
                    <skipped message="no lane"/>
                """);

        assertEquals(0, checkout.run("test").code());
        Ended strict = checkout.run("test", "--require-all");
        assertEquals(1, strict.code());
        assertEquals("1 passed, 0 failed, 1 skipped", strict.lastLine());
    }

    @Test
    void classThatWasSkippedAsAWholeCountsAsOne() throws Exception {
        reports("<testsuite name=\"dev.A\" tests=\"0\" errors=\"0\" skipped=\"0\" failures=\"0\">\n</testsuite>\n");

        Ended ended = checkout.run("test", "--require-all");

        assertEquals(1, ended.code());
        assertEquals("0 passed, 0 failed, 1 skipped", ended.lastLine());
        assertTrue(ended.err().contains("1 in dev.A: the whole class"), ended.err());
    }

    @Test
    void testsOfAClassThatRunsSeveralTimesAreAllCounted() throws Exception {
        reports("""
                <testsuite name="dev.A" tests="0" errors="0" skipped="0" failures="0">
                  <testcase name="opens[1]" classname="dev.A[1]"/>
                  <testcase name="opens[2]" classname="dev.A[2]"/>
                """);

        assertEquals("2 passed, 0 failed, 0 skipped", checkout.run("test").lastLine());
    }

    @Test
    void testProcessThatDiedIsAFailureEvenIfEveryReportIsGood() throws Exception {
        reports("<testsuite name=\"A\" tests=\"1\">\n  <testcase name=\"opens\" classname=\"dev.A\"/>\n");
        checkout.write("maven-says", "[ERROR] The forked VM terminated without saying properly goodbye.\n");

        Ended ended = checkout.run("test");

        assertEquals(1, ended.code());
        assertEquals("1 passed, 1 failed, 0 skipped", ended.lastLine());
    }

    @Test
    void temporaryFolderThatCannotBeWrittenIsReplacedByOneOfOurs() throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(checkout.root.resolve("turnstone").toString(), "hub");
        builder.environment().put("TMPDIR", folder.resolve("pom.xml").toString());
        Files.writeString(folder.resolve("pom.xml"), "a file, not a folder");
        builder.environment().put("JAVA_HOME", checkout.jdk25.toString());
        builder.environment().put("MAVEN_HOME", folder.resolve("maven").toString());
        builder.redirectErrorStream(true);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

        assertEquals(0, process.waitFor(), said);
        assertTrue(said.contains("java <-Djava.io.tmpdir=" + checkout.root + "/.turnstone/tmp>"), said);
    }

    private void reports(String xml) throws IOException {
        checkout.write("report.xml", xml);
        checkout.write(
                "maven-does",
                "mkdir -p admission/target/surefire-reports; cp report.xml admission/target/surefire-reports/TEST-A.xml\n");
    }
}
