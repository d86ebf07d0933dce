package dev.turnstone.kiosk.camera;

/**
 * The kernel's interface to cameras ({@code linux/videodev2.h}), as far as a gate needs it. Sizes and places are those of
 * every 64-bit machine: x86-64 and arm64 lay these structures out alike.
 *
 * <pre>
 * v4l2_capability, 104 bytes              v4l2_fmtdesc, 64 bytes
 *    0  driver[16]          char             0  index                u32
 *   16  card[32]            char             4  type                 u32
 *   48  bus_info[32]        char             8  flags                u32
 *   80  version             u32             12  description[32]      char
 *   84  capabilities        u32             44  pixelformat          u32
 *   88  device_caps         u32
 * v4l2_frmsizeenum, 44 bytes              v4l2_frmivalenum, 52 bytes
 *    0  index               u32              0  index                u32
 *    4  pixel_format        u32              4  pixel_format         u32
 *    8  type (1 discrete)   u32              8  width, 12 height     u32
 *   12  width, height       u32             16  type (1 discrete)    u32
 *       or six of a range   u32             20  numerator, denom.    u32, or three fractions of a range
 * v4l2_format, 208 bytes                  v4l2_buffer, 88 bytes
 *    0  type                u32              0  index                u32
 *    8  width               u32              4  type                 u32
 *   12  height              u32              8  bytesused            u32
 *   16  pixelformat         u32             12  flags                u32
 *   20  field               u32             56  sequence             u32
 *   24  bytesperline        u32             60  memory               u32
 *   28  sizeimage           u32             64  offset               u32
 * v4l2_streamparm, 204 bytes                72  length               u32
 *    0  type                u32           v4l2_requestbuffers, 20 bytes
 *   12  numerator           u32              0  count, 4 type, 8 memory
 *   16  denominator         u32
 * </pre>
 *
 * A driver may change width, height, format and the bytes of a row: what it settled for is read back.
 */
final class V4l2Abi {
    static final int CAPABILITY_BYTES = 104;
    static final int FMTDESC_BYTES = 64;
    static final int FRMSIZE_BYTES = 44;
    static final int FRMIVAL_BYTES = 52;
    static final int FORMAT_BYTES = 208;
    static final int STREAMPARM_BYTES = 204;
    static final int REQUESTBUFFERS_BYTES = 20;
    static final int BUFFER_BYTES = 88;

    static final int CAP_CARD = 16;
    static final int CAP_CAPABILITIES = 84;
    static final int CAP_DEVICE_CAPS = 88;
    static final int FMT_PIXELFORMAT = 44;
    static final int PIX_WIDTH = 8;
    static final int PIX_HEIGHT = 12;
    static final int PIX_PIXELFORMAT = 16;
    static final int PIX_FIELD = 20;
    static final int PIX_BYTESPERLINE = 24;
    static final int PARM_NUMERATOR = 12;
    static final int PARM_DENOMINATOR = 16;
    static final int BUF_BYTESUSED = 8;
    static final int BUF_FLAGS = 12;
    static final int BUF_MEMORY = 60;
    static final int BUF_OFFSET = 64;
    static final int BUF_LENGTH = 72;

    static final int CAPTURE = 1;
    static final int MMAP = 1;
    static final int FIELD_NONE = 1;
    static final int DISCRETE = 1;
    static final int CAN_CAPTURE = 0x1;
    static final int CAN_STREAM = 0x0400_0000;
    static final int HAS_DEVICE_CAPS = 0x8000_0000;
    /** The frame in this buffer is damaged. */
    static final int FLAG_ERROR = 0x40;

    private static final int WRITE = 1;
    private static final int READ = 2;

    static final int QUERYCAP = code(READ, 0, CAPABILITY_BYTES);
    static final int ENUM_FMT = code(READ | WRITE, 2, FMTDESC_BYTES);
    static final int S_FMT = code(READ | WRITE, 5, FORMAT_BYTES);
    static final int REQBUFS = code(READ | WRITE, 8, REQUESTBUFFERS_BYTES);
    static final int QUERYBUF = code(READ | WRITE, 9, BUFFER_BYTES);
    static final int QBUF = code(READ | WRITE, 15, BUFFER_BYTES);
    static final int DQBUF = code(READ | WRITE, 17, BUFFER_BYTES);
    static final int STREAMON = code(WRITE, 18, Integer.BYTES);
    static final int STREAMOFF = code(WRITE, 19, Integer.BYTES);
    static final int S_PARM = code(READ | WRITE, 22, STREAMPARM_BYTES);
    static final int ENUM_FRAMESIZES = code(READ | WRITE, 74, FRMSIZE_BYTES);
    static final int ENUM_FRAMEINTERVALS = code(READ | WRITE, 75, FRMIVAL_BYTES);

    private V4l2Abi() {}

    /** How Linux numbers an ioctl: two bits of direction, fourteen of size, eight of type, eight of number. */
    private static int code(int direction, int number, int bytes) {
        return direction << 30 | bytes << 16 | 'V' << 8 | number;
    }
}
