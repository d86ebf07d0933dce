package dev.turnstone.kiosk.link;

import dev.turnstone.admission.contract.MessageContract;
import dev.turnstone.platform.json.Json;

/** The gate reads and writes every message as the contracts have it. */
class GateMessagesTest extends MessageContract {
    @Override
    protected <T> T read(String json, Class<T> type) {
        return Json.read(json, type);
    }

    @Override
    protected String write(Object message) {
        return Json.text(message);
    }
}
