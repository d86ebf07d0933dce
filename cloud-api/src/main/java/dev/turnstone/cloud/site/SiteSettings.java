package dev.turnstone.cloud.site;

import java.net.URI;

/** What the pages must know of the outside. */
public record SiteSettings(URI publicUri, URI stripeScript, String publishableKey) {}
