package dev.turnstone.rehearsal.bench;

import dev.turnstone.kiosk.camera.Luma;
import dev.turnstone.kiosk.camera.Pictures;
import dev.turnstone.platform.cli.CannotDo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A folder of pictures with an {@code index.tsv}: a heading, then a file's name and the text in it, a line each. */
final class Photographs {
    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

    private Photographs() {}

    /** One picture, and what is to be read in it. */
    record Shot(Luma picture, String text) {
        /** Old codes differ in their character set, so only printable ASCII is compared. */
        boolean says(String read) {
            return plain(read).equals(plain(text));
        }

        private static String plain(String text) {
            return text.replaceAll("[^\\x21-\\x7e]", "");
        }
    }

    /** Every picture four times, turned by a quarter each. */
    static List<Shot> of(Path folder) {
        List<Shot> shots = new ArrayList<>();
        try {
            for (String row : Files.readAllLines(folder.resolve("index.tsv")).stream()
                    .skip(1)
                    .filter(line -> !line.isBlank())
                    .toList()) {
                String[] columns = row.split("\t", 2);
                if (columns.length < 2) {
                    throw cannot(folder, "index.tsv has a line without a tab: " + row);
                }
                Luma picture = Pictures.read(Files.readAllBytes(folder.resolve(columns[0])));
                for (int turn = 0; turn < 4; turn++) {
                    shots.add(new Shot(picture, unescaped(columns[1])));
                    picture = picture.turned();
                }
            }
        } catch (IOException e) {
            throw cannot(folder, "not readable: " + e.getMessage());
        } catch (Pictures.UnreadablePicture e) {
            throw cannot(folder, String.valueOf(e.getMessage()));
        }
        if (shots.isEmpty()) {
            throw cannot(folder, "index.tsv names no picture");
        }
        return shots;
    }

    private static CannotDo cannot(Path folder, String why) {
        return new CannotDo(
                "The pictures in " + folder + " cannot be used: " + why + ".",
                "The folder needs an index.tsv: a heading, then file, tab, text, a line each.");
    }

    private static String unescaped(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        switch (found.group(1)) {
                            case "n" -> "\n";
                            case "r" -> "\r";
                            case "t" -> "\t";
                            default -> found.group(1);
                        }));
    }
}
