package dev.turnstone.cloud.sync;

import dev.turnstone.admission.contract.MessageContract;
import dev.turnstone.platform.json.Json;

/** The cloud reads and writes every message as the contracts have it. */
class CloudMessagesTest extends MessageContract {
    @Override
    protected <T> T read(String json, Class<T> type) {
        return Json.read(json, type);
    }

    @Override
    protected String write(Object message) {
        return Json.text(message);
    }
}
