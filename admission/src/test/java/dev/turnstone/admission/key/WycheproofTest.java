package dev.turnstone.admission.key;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.turnstone.admission.testing.TestData;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every signature case of Wycheproof comes out as its result says. */
class WycheproofTest {

    @TestFactory
    Stream<DynamicTest> everySignatureCaseComesOutAsStated() {
        return TestData.json("wycheproof/ed25519_test.json")
                .path("testGroups")
                .valueStream()
                .flatMap(group -> group.path("tests")
                        .valueStream()
                        .map(test -> DynamicTest.dynamicTest(
                                test.path("tcId").asText() + " "
                                        + test.path("comment").asText(),
                                () -> judge(group.path("publicKey").path("pk").asText(), test))));
    }

    private static void judge(String publicKeyHex, JsonNode test) {
        boolean valid;
        try {
            valid = PublicKey.fromHex(publicKeyHex).verifies(Signature.of(bytes(test, "sig")), bytes(test, "msg"));
        } catch (IllegalArgumentException refusedBeforeVerifying) {
            valid = false;
        }
        assertEquals(test.path("result").asText(), valid ? "valid" : "invalid");
    }

    private static byte[] bytes(JsonNode test, String field) {
        return HexFormat.of().parseHex(test.path(field).asText());
    }
}
