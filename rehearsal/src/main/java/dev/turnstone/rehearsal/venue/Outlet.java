package dev.turnstone.rehearsal.venue;

/** Every address of a rehearsal, with its place behind the base port. */
public enum Outlet {
    CONTROL("the control page", 0),
    CLOUD("the cloud", 1),
    STRIPE("the Stripe stand-in", 2),
    MAILBOX("the mailbox", 3),
    DASHBOARD("the hub's dashboard", 11),
    DEVICES("the hub's claims", 12),
    BROKER("the hub's broker", 13),
    /** The gates' ends of the hub's cable: what is pulled when the cable is pulled. */
    CLAIMS_CABLE("the cable to the hub's claims", 14),
    BROKER_CABLE("the cable to the hub's broker", 15),
    /** The hub's end of the line to the outside world. */
    CLOUD_CABLE("the cable from the hub to the cloud", 16),
    GATE_A("gate A", 21),
    GATE_B("gate B", 22);

    private final String meaning;
    private final int offset;

    Outlet(String meaning, int offset) {
        this.meaning = meaning;
        this.offset = offset;
    }

    public String meaning() {
        return meaning;
    }

    int offset() {
        return offset;
    }
}
