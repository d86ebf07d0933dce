package dev.turnstone.cloud.issuing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.platform.app.KeyFile;
import dev.turnstone.platform.app.StartFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeyTest {
    private final Random random = new Random(7);
    private final byte[] secret = {1, 2, 3, 4};
    private final byte[] owner = {9};

    @Test
    void whatIsSealedIsOpenedByTheSameKeyForTheSameOwnerAlone() {
        MasterKey key = key(1);
        byte[] sealed = key.seal(secret, owner);

        assertArrayEquals(secret, key.open(sealed, owner));
        assertThrows(IssuingFault.class, () -> key(2).open(sealed, owner));
        assertThrows(IssuingFault.class, () -> key.open(sealed, new byte[] {8}));
    }

    @Test
    void noBitOfASealMayChange() {
        MasterKey key = key(1);
        byte[] sealed = key.seal(secret, owner);
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] changed = sealed.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThrows(IssuingFault.class, () -> key.open(changed, owner));
        }
        for (int length = 0; length < sealed.length; length++) {
            byte[] shorter = Arrays.copyOf(sealed, length);
            assertThrows(IssuingFault.class, () -> key.open(shorter, owner));
        }
    }

    @Test
    void twoSealsOfOneSecretDiffer() {
        MasterKey key = key(1);

        assertFalse(Arrays.equals(key.seal(secret, owner), key.seal(secret, owner)));
    }

    @Test
    void aKeyFileIsMadeOnceForThisUserAloneAndReadBack(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("keys/master.key");
        byte[] made = KeyFile.readOrMake("issuing.master-key-file", file, random);

        assertArrayEquals(made, KeyFile.readOrMake("issuing.master-key-file", file, random));
        assertEquals(
                "rw-------",
                java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void aKeyFileThatIsNoKeyIsSaidSoWithItsSetting(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("k"), "not a key");

        StartFailure failure =
                assertThrows(StartFailure.class, () -> KeyFile.readOrMake("issuing.master-key-file", file, random));
        assertTrue(String.valueOf(failure.getMessage()).contains("issuing.master-key-file"));
    }

    private MasterKey key(int first) {
        byte[] key = new byte[32];
        key[0] = (byte) first;
        return new MasterKey(key, random);
    }
}
