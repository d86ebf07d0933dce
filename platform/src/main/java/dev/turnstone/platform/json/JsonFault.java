package dev.turnstone.platform.json;

/** JSON that is not what was asked for: where in it ({@code /items/0/quantity}), and what is wrong there. */
public final class JsonFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String path;
    private final String detail;

    public JsonFault(String path, String detail) {
        super(path.isEmpty() ? detail : path + ": " + detail);
        this.path = path;
        this.detail = detail;
    }

    public String path() {
        return path;
    }

    public String detail() {
        return detail;
    }
}
