package dev.turnstone.platform.cli;

/** The command was understood and could not be done, for a reason that its user can act on: exit 1, no stack trace. */
public final class CannotDo extends RuntimeException {
    private final String mend;

    /**
     * @param what what is wrong, as a sentence
     * @param mend what to do about it, as a sentence
     */
    public CannotDo(String what, String mend) {
        super(what);
        this.mend = mend;
    }

    public String mend() {
        return mend;
    }
}
