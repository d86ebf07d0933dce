package dev.turnstone.rehearsal.check;

/**
 * One thing that is not as it should be.
 *
 * @param where the file, from the checkout's root, with a line where there is one
 * @param what a sentence that says what is wrong
 */
record Finding(String where, String what) {
    @Override
    public String toString() {
        return where + ": " + what;
    }
}
