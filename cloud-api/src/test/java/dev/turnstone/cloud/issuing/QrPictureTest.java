package dev.turnstone.cloud.issuing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import dev.turnstone.admission.key.SigningKey;
import dev.turnstone.admission.pass.PassBody;
import dev.turnstone.admission.pass.PassCodec;
import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.pass.PassSigner;
import java.io.ByteArrayInputStream;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class QrPictureTest {
    @Test
    void everyPassReadsBackFromItsPictureAsVersionFive() throws Exception {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        byte[] secret = new byte[32];
        for (int pass = 0; pass < 50; pass++) {
            random.nextBytes(secret);
            var signer = new PassSigner(SigningKey.fromSeed(secret));
            String text = PassCodec.encode(
                    signer.sign(PassBody.ofStatic(signer.keyId(), new PassNumber(random.nextLong()), 0, 1, 1)));

            var image = ImageIO.read(new ByteArrayInputStream(QrPicture.png(text, 8)));

            assertEquals((37 + 8) * 8, image.getWidth());
            int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
            LuminanceSource luma = new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels);
            assertEquals(
                    text,
                    new QRCodeReader()
                            // ZXing's search misses a clean picture in some hundreds; what is asked here is what it
                            // holds.
                            .decode(
                                    new BinaryBitmap(new HybridBinarizer(luma)),
                                    Map.of(DecodeHintType.PURE_BARCODE, true))
                            .getText(),
                    () -> "seed " + seed);
        }
    }
}
