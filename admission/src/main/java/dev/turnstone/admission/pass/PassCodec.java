package dev.turnstone.admission.pass;

import dev.turnstone.admission.key.Domain;
import dev.turnstone.admission.key.KeyId;
import dev.turnstone.admission.key.Signature;
import dev.turnstone.admission.pass.Decoded.NotAPass;
import dev.turnstone.admission.pass.Decoded.Why;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A pass as bytes, and as the Base45 text of its QR code. Big-endian, fixed, nothing optional inside a format:
 *
 * <pre>
 *   0      format      0x01 static, 0x02 live
 *   1..3   key id      first 3 bytes of SHA-256(public key)
 *   4..11  pass number
 *  12      tier
 *  13      version
 *  14      admits      1..250; 0 = unlimited under the sheet's rules
 *  15..30  anchor      (live only) c_n
 *   ..     signature   64 bytes, Ed25519 over "turnstone pass v1" 0x00 ‖ all the above
 *   ..     step, link  (live on a phone, unsigned) 2 + 16 bytes
 *
 *   static     79 bytes  119 characters  QR 5-M
 *   bare live  95 bytes  143 characters  QR 6-M
 *   live      113 bytes  170 characters  QR 7-M
 * </pre>
 */
public final class PassCodec {
    static final int STATIC_BODY = 15;
    static final int LIVE_BODY = STATIC_BODY + Link.BYTES;
    static final int STATIC_PASS = STATIC_BODY + Signature.BYTES;
    static final int BARE_LIVE_PASS = LIVE_BODY + Signature.BYTES;
    static final int LIVE_PASS = BARE_LIVE_PASS + LiveCode.BYTES;

    /** No code of ours is longer; a longer text is not even decoded. */
    public static final int LONGEST_TEXT = 170;

    private PassCodec() {}

    public static String encode(Pass pass) {
        return Base45.encode(bytes(pass));
    }

    public static byte[] bytes(Pass pass) {
        ByteBuffer buffer = ByteBuffer.allocate(
                bodyLength(pass.body()) + Signature.BYTES + (pass.code().isPresent() ? LiveCode.BYTES : 0));
        putBody(buffer, pass.body());
        buffer.put(pass.signature().bytes());
        pass.code()
                .ifPresent(code -> buffer.putShort((short) code.step())
                        .putLong(code.link().high())
                        .putLong(code.link().low()));
        return buffer.array();
    }

    /** What the issuer signs: the domain label, a zero byte, the body. */
    public static byte[] signed(PassBody body) {
        ByteBuffer buffer = ByteBuffer.allocate(bodyLength(body));
        putBody(buffer, body);
        return Domain.PASS.message(buffer.array());
    }

    public static Decoded decode(String text) {
        if (text.length() > LONGEST_TEXT) {
            return new NotAPass(Why.WRONG_LENGTH);
        }
        Optional<byte[]> bytes = Base45.decode(text);
        return bytes.isPresent() ? decode(bytes.get()) : new NotAPass(Why.NOT_BASE45);
    }

    public static Decoded decode(byte[] bytes) {
        if (bytes.length == 0) {
            return new NotAPass(Why.WRONG_LENGTH);
        }
        return switch (bytes[0]) {
            case 0x01 -> bytes.length == STATIC_PASS ? read(PassFormat.STATIC, bytes) : new NotAPass(Why.WRONG_LENGTH);
            case 0x02 ->
                bytes.length == BARE_LIVE_PASS || bytes.length == LIVE_PASS
                        ? read(PassFormat.LIVE, bytes)
                        : new NotAPass(Why.WRONG_LENGTH);
            default -> new NotAPass(Why.UNKNOWN_FORMAT);
        };
    }

    private static Decoded read(PassFormat format, byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
        KeyId keyId = new KeyId((buffer.get() & 0xff) << 16 | (buffer.getShort() & 0xffff));
        PassNumber number = new PassNumber(buffer.getLong());
        int tier = buffer.get() & 0xff;
        int version = buffer.get() & 0xff;
        int admits = buffer.get() & 0xff;
        if (admits > PassBody.MOST_ADMITS) {
            return new NotAPass(Why.OUT_OF_RANGE);
        }
        Optional<Link> anchor = format == PassFormat.LIVE ? Optional.of(readLink(buffer)) : Optional.empty();
        byte[] signature = new byte[Signature.BYTES];
        buffer.get(signature);
        Optional<LiveCode> code = buffer.hasRemaining()
                ? Optional.of(new LiveCode(buffer.getShort() & 0xffff, readLink(buffer)))
                : Optional.empty();
        PassBody body = new PassBody(format, keyId, number, tier, version, admits, anchor);
        return new Decoded.Read(new Pass(body, Signature.of(signature), code));
    }

    private static Link readLink(ByteBuffer buffer) {
        return new Link(buffer.getLong(), buffer.getLong());
    }

    private static int bodyLength(PassBody body) {
        return body.format() == PassFormat.LIVE ? LIVE_BODY : STATIC_BODY;
    }

    private static void putBody(ByteBuffer buffer, PassBody body) {
        int keyId = body.keyId().value();
        buffer.put((byte) body.format().code())
                .put((byte) (keyId >> 16))
                .putShort((short) keyId)
                .putLong(body.number().value())
                .put((byte) body.tier())
                .put((byte) body.version())
                .put((byte) body.admits());
        body.anchor().ifPresent(anchor -> buffer.putLong(anchor.high()).putLong(anchor.low()));
    }
}
