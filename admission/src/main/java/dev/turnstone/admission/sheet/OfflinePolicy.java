package dev.turnstone.admission.sheet;

/** What a gate does with a tier's passes while it cannot ask the hub. */
public enum OfflinePolicy {
    /** Admit, and mark it: a double entry shows when the journals meet. */
    OPEN,
    /** Admit only at the pass's one home device; elsewhere say where that is. */
    HOME_DEVICE,
    /** Refer to staff. */
    STAFF
}
