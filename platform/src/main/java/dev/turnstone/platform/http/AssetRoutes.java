package dev.turnstone.platform.http;

import dev.turnstone.platform.page.Assets;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/** Serves {@link Assets}: for ever under the address that names their content, revalidated under any other. */
final class AssetRoutes {
    private AssetRoutes() {}

    static void serve(ServerRequest req, ServerResponse res) {
        var asset = Assets.find(req.path().path())
                .orElseThrow(() -> Problem.notFound("There is no such file.").asException());
        String tag = "\"" + asset.hash() + "\"";
        boolean named =
                req.query().first("v").asOptional().filter(asset.hash()::equals).isPresent();
        res.header(HeaderNames.ETAG, tag);
        res.header(HeaderNames.CACHE_CONTROL, named ? "public, max-age=31536000, immutable" : "no-cache");
        if (req.headers().value(HeaderNames.IF_NONE_MATCH).filter(tag::equals).isPresent()) {
            res.status(304).send();
            return;
        }
        Reply.bytes(res, asset.contentType(), asset.content());
    }
}
