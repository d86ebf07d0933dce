package dev.turnstone.hub.app;

import dev.turnstone.admission.contract.MessageContract;
import dev.turnstone.platform.json.Json;

/** The hub reads and writes every message as the contracts have it. */
class HubMessagesTest extends MessageContract {
    @Override
    protected <T> T read(String json, Class<T> type) {
        return Json.read(json, type);
    }

    @Override
    protected String write(Object message) {
        return Json.text(message);
    }
}
