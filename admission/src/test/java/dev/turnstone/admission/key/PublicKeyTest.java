package dev.turnstone.admission.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.testing.Maguey;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicKeyTest {
    private static final HexFormat HEX = HexFormat.of();

    @ParameterizedTest(name = "test {0} of RFC 8032, section 7.1")
    @CsvSource({
        "1, 9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
                + " d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a, '',"
                + " e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        "2, 4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
                + " 3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c, 72,"
                + " 92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        "3, c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
                + " fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025, af82,"
                + " 6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
    })
    void theStandardsOwnVectorsHold(int test, String seed, String publicKey, String message, String signature) {
        SigningKey key = SigningKey.fromSeed(HEX.parseHex(seed));
        byte[] signed = HEX.parseHex(message);
        assertEquals(publicKey, key.publicKey().hex());
        assertEquals(signature, HEX.formatHex(key.sign(signed).bytes()));
        assertTrue(PublicKey.fromHex(publicKey).verifies(Signature.of(HEX.parseHex(signature)), signed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // The eight points of small order.
                "0100000000000000000000000000000000000000000000000000000000000000",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0000000000000000000000000000000000000000000000000000000000000080",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
                // Encodings of them that are not canonical.
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "0100000000000000000000000000000000000000000000000000000000000080",
                // No point at all.
                "0200000000000000000000000000000000000000000000000000000000000000"
            })
    void aKeyThatVerifiesWhatNobodySignedIsRefused(String hex) {
        assertThrows(IllegalArgumentException.class, () -> PublicKey.fromHex(hex));
    }

    /** A good key plus a point of order eight: it verifies, but not everywhere alike. */
    @Test
    void aKeyOutsideThePrimeOrderSubgroupIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> PublicKey.fromHex("3b5b475c4b82dd1572799fc546f4c6c03e478c6654aa4c7f945b347ea32af60d"));
    }

    @Test
    void aKeyOfAnotherLengthIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> PublicKey.of(new byte[31]));
        assertThrows(IllegalArgumentException.class, () -> PublicKey.of(new byte[33]));
        assertThrows(IllegalArgumentException.class, () -> SigningKey.fromSeed(new byte[31]));
        assertThrows(IllegalArgumentException.class, () -> Signature.of(new byte[63]));
    }

    @Test
    void aKeyKeepsItsOwnBytes() {
        PublicKey key = SigningKey.fromSeed(Maguey.seed(1)).publicKey();
        byte[] bytes = key.bytes();
        PublicKey same = PublicKey.of(bytes);
        bytes[0] ^= 1;
        assertEquals(key, same);
        assertEquals(key.id(), same.id());
    }

    @Test
    void secretsDoNotShowThemselves() {
        SigningKey key = SigningKey.fromSeed(Maguey.seed(1));
        assertFalse(key.toString().contains(HEX.formatHex(Maguey.seed(1))));
        Signature signature = key.sign(new byte[0]);
        assertFalse(
                signature.toString().contains(HEX.formatHex(signature.bytes()).substring(0, 8)));
    }
}
