package dev.turnstone.kiosk.handheld;

import java.util.Optional;

/**
 * What the keys of a keyboard mean in the layout of the United States, which readers that pose as a keyboard are set to
 * when they leave their makers. Keys have the kernel's numbers ({@code linux/input-event-codes.h}).
 */
final class UsKeyboard {
    private static final int LEFT_SHIFT = 42;
    private static final int RIGHT_SHIFT = 54;
    private static final int CAPS_LOCK = 58;

    /** By the number of the key; a NUL where the key writes nothing. */
    private static final String PLAIN = "\0\0001234567890-=\0\tqwertyuiop[]\r\0asdfghjkl;'`\0\\zxcvbnm,./\0*\0 ";

    private static final String SHIFTED = "\0\0!@#$%^&*()_+\0\tQWERTYUIOP{}\r\0ASDFGHJKL:\"~\0|ZXCVBNM<>?\0*\0 ";

    /** The block of digits, from the seven on. */
    private static final int KEYPAD = 71;

    private static final String KEYPAD_PLAIN = "789-456+1230.";
    private static final int KEYPAD_ENTER = 96;
    private static final int KEYPAD_SLASH = 98;

    private boolean leftShift;
    private boolean rightShift;
    private boolean capitals;

    /** The letter that a key writes when it goes down, with the keys that are held. */
    Optional<Character> key(int code, boolean down) {
        switch (code) {
            case LEFT_SHIFT -> leftShift = down;
            case RIGHT_SHIFT -> rightShift = down;
            case CAPS_LOCK -> capitals ^= down;
            default -> {
                return down ? letter(code) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private Optional<Character> letter(int code) {
        if (code == KEYPAD_ENTER) {
            return Optional.of('\r');
        }
        if (code == KEYPAD_SLASH) {
            return Optional.of('/');
        }
        if (code >= KEYPAD && code < KEYPAD + KEYPAD_PLAIN.length()) {
            return Optional.of(KEYPAD_PLAIN.charAt(code - KEYPAD));
        }
        if (code < 0 || code >= PLAIN.length()) {
            return Optional.empty();
        }
        boolean shift = leftShift || rightShift;
        boolean upper = Character.isLetter(PLAIN.charAt(code)) ? shift ^ capitals : shift;
        char letter = (upper ? SHIFTED : PLAIN).charAt(code);
        return letter == 0 ? Optional.empty() : Optional.of(letter);
    }
}
