package dev.turnstone.admission.pass;

/** What came out of the text of a code. */
public sealed interface Decoded {

    /** It has the shape of a pass; nothing is verified yet. */
    record Read(Pass pass) implements Decoded {}

    /** It is something else. */
    record NotAPass(Why why) implements Decoded {}

    /** Why a text is no pass. */
    enum Why {
        /** Characters or groups that Base45 never produces. */
        NOT_BASE45,
        /** The first byte names no format of ours. */
        UNKNOWN_FORMAT,
        /** More or fewer bytes than the format has. */
        WRONG_LENGTH,
        /** A field holds what no issuer may write. */
        OUT_OF_RANGE
    }
}
