package dev.turnstone.cloud.app;

import dev.turnstone.admission.key.SigningKey;
import dev.turnstone.cloud.database.Database;
import dev.turnstone.cloud.database.Programs;
import dev.turnstone.cloud.issuing.EventKeys;
import dev.turnstone.cloud.issuing.Issuer;
import dev.turnstone.cloud.issuing.LiveSecrets;
import dev.turnstone.cloud.issuing.MasterKey;
import dev.turnstone.cloud.issuing.Reissues;
import dev.turnstone.cloud.issuing.Settings;
import dev.turnstone.cloud.limit.Door;
import dev.turnstone.cloud.limit.Limits;
import dev.turnstone.cloud.limit.Sender;
import dev.turnstone.cloud.mail.Carrier;
import dev.turnstone.cloud.mail.KeptCarrier;
import dev.turnstone.cloud.mail.KeptRoutes;
import dev.turnstone.cloud.mail.OrderLetters;
import dev.turnstone.cloud.mail.Outbox;
import dev.turnstone.cloud.mail.Postman;
import dev.turnstone.cloud.mail.ResendCarrier;
import dev.turnstone.cloud.owner.OwnerGate;
import dev.turnstone.cloud.owner.OwnerRoutes;
import dev.turnstone.cloud.owner.PromoRoutes;
import dev.turnstone.cloud.payment.Bookkeeper;
import dev.turnstone.cloud.payment.Disputes;
import dev.turnstone.cloud.payment.Refunds;
import dev.turnstone.cloud.payment.Settlement;
import dev.turnstone.cloud.payment.StripeProvider;
import dev.turnstone.cloud.payment.Sweeper;
import dev.turnstone.cloud.payment.WebhookRoutes;
import dev.turnstone.cloud.payment.WebhookWork;
import dev.turnstone.cloud.sale.Selling;
import dev.turnstone.cloud.site.EventRoutes;
import dev.turnstone.cloud.site.OrderRoutes;
import dev.turnstone.cloud.site.SiteSettings;
import dev.turnstone.cloud.site.TicketPages;
import dev.turnstone.cloud.site.TicketRoutes;
import dev.turnstone.cloud.site.TransferRoutes;
import dev.turnstone.cloud.site.WaitlistRoutes;
import dev.turnstone.cloud.sync.Bell;
import dev.turnstone.cloud.sync.Feed;
import dev.turnstone.cloud.sync.FeedRoutes;
import dev.turnstone.cloud.sync.Feeder;
import dev.turnstone.cloud.sync.Ledger;
import dev.turnstone.cloud.sync.LedgerRoutes;
import dev.turnstone.cloud.transfer.Transfers;
import dev.turnstone.cloud.waitlist.Waitlist;
import dev.turnstone.cloud.work.Worker;
import dev.turnstone.platform.app.KeyFile;
import dev.turnstone.platform.app.Program;
import dev.turnstone.platform.app.Startup;
import dev.turnstone.platform.config.Config;
import dev.turnstone.platform.health.Status;
import dev.turnstone.platform.http.ContentPolicy;
import dev.turnstone.platform.http.HttpShell;
import dev.turnstone.platform.text.Messages;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sells, takes payment, issues, writes letters, and tells the hubs. */
public final class Main {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);
    private static final String HERE = "127.0.0.1";
    private static final Duration ACCOUNT_READ = Duration.ofMinutes(15);
    private static final Duration LETTERS_LATE = Duration.ofMinutes(2);

    private Main() {}

    public static void main(String[] args) {
        Program.run("cloud-api", args, Main::start);
    }

    private enum DatabaseMode {
        EMBEDDED,
        EXTERNAL
    }

    private enum MailProvider {
        RESEND,
        INBOX
    }

    static void start(Startup start) {
        Config config = start.config();
        InstantSource clock = start.clock();
        SecureRandom random = new SecureRandom();
        Path data = config.folder("data", Path.of("data"));
        URI publicUri = config.uri("public-uri");

        Database database = start.closing(database(config, data));
        Jdbi jdbi = database.jdbi();
        var stripe = new StripeProvider(
                config.secret("stripe.secret-key"),
                config.uri("stripe.api-base", URI.create("https://api.stripe.com")),
                config.integer("stripe.calls-per-second", 25, 1, 1000));
        var site = new SiteSettings(
                publicUri,
                config.uri("stripe.script-uri", URI.create("https://js.stripe.com/v3/")),
                config.text("stripe.publishable-key"));

        MasterKey master = masterKey(config, data, random);
        var keys = new EventKeys(master, random);
        var settings = new Settings(settingsKey(config, data, random));
        settings.signAnewIfKeyChanged(jdbi, clock.instant());
        if (config.choice("seed", Seed.Choice.class, Seed.Choice.NONE) == Seed.Choice.MAGUEY) {
            new Seed(jdbi, keys, settings).plant(clock.instant());
        }

        var bell = new Bell();
        var feed = new Feed(jdbi);
        config.optionalText("hub-token")
                .filter(token -> !feed.admitToTheOnlyVenue(token, clock.instant()))
                .ifPresent(token -> LOG.warn("hub-token: not one venue but none or several; no hub is let in by it"));
        Worker feeder = start.closing(Worker.start("feeder", Duration.ofMillis(500), clock, () -> {
            int fed = Feeder.feed(jdbi, clock.instant());
            if (fed > 0) {
                bell.ring();
            }
            return fed > 0;
        }));
        var letters = new OrderLetters(
                config.text("mail.from", "Turnstone <tickets@turnstone.example>"), publicUri, Messages.bundle("cloud"));
        var postman = new Postman(jdbi, letters, carrier(start, jdbi), clock, random);
        Worker post = start.closing(Worker.start("postman", Duration.ofSeconds(2), clock, postman::round));

        var issuer = new Issuer(keys, random);
        Runnable somethingHappened = () -> List.of(feeder, post).forEach(Worker::wake);
        var settlement = new Settlement(jdbi, stripe, issuer, clock, somethingHappened);
        var refunds = new Refunds(jdbi, stripe, settlement, issuer, clock, random);
        var disputes = new Disputes(jdbi, stripe, clock);
        var bookkeeper = new Bookkeeper(jdbi, stripe, clock);
        var webhooks = new WebhookWork(jdbi, settlement, refunds, disputes, clock, random);
        List<Worker> webhookWorkers = List.of(
                start.closing(Worker.start("webhooks-1", Duration.ofSeconds(1), clock, webhooks::round)),
                start.closing(Worker.start("webhooks-2", Duration.ofSeconds(1), clock, webhooks::round)),
                start.closing(Worker.start("webhooks-3", Duration.ofSeconds(1), clock, webhooks::round)),
                start.closing(Worker.start("webhooks-4", Duration.ofSeconds(1), clock, webhooks::round)));
        var sweeper = new Sweeper(jdbi, stripe, settlement, clock, random);
        Worker sweeping = start.closing(Worker.start("sweeper", Duration.ofSeconds(2), clock, sweeper::sweep));

        Worker givingBack = start.closing(Worker.start("refunds", Duration.ofSeconds(2), clock, refunds::round));
        Worker bookkeeping = start.closing(Worker.start("account", ACCOUNT_READ, clock, () -> {
            bookkeeper.read();
            return false;
        }));

        var figures = new Figures(start.metrics(), jdbi);
        start.closing(Worker.start("figures", Duration.ofSeconds(10), clock, () -> {
            figures.refresh();
            return false;
        }));
        start.closing(Worker.start("housekeeping", Duration.ofHours(1), clock, () -> {
            webhooks.forget();
            return false;
        }));

        start.health().part("database", database::status);
        start.health().part("stripe", stripe::status);
        start.health().part("mail", () -> mail(jdbi, post, clock));
        start.health().part("feeder", feeder::status);
        start.health().part("webhooks", webhookWorkers.getFirst()::status);
        start.health().part("sweeper", sweeping::status);

        var limits = new Limits(jdbi, clock);
        var door = new Door(limits, config.choice("http.guests-come", Sender.class, Sender.DIRECT));
        start.closing(Worker.start("forgetting", Duration.ofMinutes(10), clock, () -> {
            limits.forget();
            return false;
        }));
        var selling = new Selling(jdbi, clock, random);
        var secrets = new LiveSecrets(jdbi, master, clock);
        var waitlist = new Waitlist(jdbi, selling, clock, random, somethingHappened);
        start.closing(Worker.start("waitlist", Duration.ofSeconds(5), clock, waitlist::round));
        var transfers = new Transfers(jdbi, issuer, clock, random, somethingHappened);
        var tickets = new TicketPages(jdbi, secrets, transfers, clock);
        start.closing(HttpShell.named("cloud-api")
                .listen(config.text("http.host", HERE), config.port("http.port", 8401))
                .health(start.health())
                .metrics(start.metrics())
                .policy(policy(site))
                .routes(rules -> rules.register(
                        new EventRoutes(jdbi, selling, settlement, door, clock),
                        new OrderRoutes(jdbi, settlement, site, clock),
                        new TicketRoutes(
                                jdbi, secrets, new Reissues(jdbi, issuer, clock, somethingHappened), tickets, clock),
                        new TransferRoutes(jdbi, transfers, tickets, door),
                        new WaitlistRoutes(jdbi, waitlist, settlement, door, clock),
                        new WebhookRoutes(
                                jdbi,
                                config.secret("stripe.webhook-secret"),
                                clock,
                                () -> webhookWorkers.forEach(Worker::wake)),
                        new FeedRoutes(feed, bell),
                        new LedgerRoutes(feed, new Ledger(jdbi))))
                .routes(rules -> inbox(config, publicUri, jdbi).ifPresent(rules::register))
                .routes(rules -> config.optionalText("owner-password")
                        .map(OwnerGate::new)
                        .ifPresent(gate -> rules.register(
                                new OwnerRoutes(
                                        jdbi,
                                        settlement,
                                        refunds,
                                        disputes,
                                        clock,
                                        gate,
                                        List.of(post, givingBack, bookkeeping)),
                                new PromoRoutes(jdbi, gate, clock))))
                .start());
        start.ready();
    }

    private static Database database(Config config, Path data) {
        int pool = config.integer("database.pool", 16, 4, 64);
        return switch (config.choice("database.mode", DatabaseMode.class, DatabaseMode.EMBEDDED)) {
            case EMBEDDED ->
                Database.embedded(
                        data.resolve("postgresql"),
                        config.path("database.programs", Programs.folder(data.resolve("postgresql/programs"))),
                        config.port("database.port", 0),
                        pool);
            case EXTERNAL ->
                Database.external(
                        config.text("database.uri"),
                        config.text("database.user"),
                        config.secret("database.password"),
                        pool);
        };
    }

    private static MasterKey masterKey(Config config, Path data, SecureRandom random) {
        Path file = config.path("issuing.master-key-file", data.resolve("master.key"));
        return new MasterKey(KeyFile.readOrMake("issuing.master-key-file", file, random), random);
    }

    private static SigningKey settingsKey(Config config, Path data, SecureRandom random) {
        Path file = config.path("settings.key-file", data.resolve("settings.key"));
        return SigningKey.fromSeed(KeyFile.readOrMake("settings.key-file", file, random));
    }

    private static Carrier carrier(Startup start, Jdbi jdbi) {
        Config config = start.config();
        return switch (config.choice("mail.provider", MailProvider.class, MailProvider.INBOX)) {
            case RESEND ->
                start.closing(new ResendCarrier(
                        config.uri("mail.resend.base", URI.create("https://api.resend.com")),
                        config.secret("mail.resend.key")));
            case INBOX -> new KeptCarrier(jdbi, start.clock());
        };
    }

    /** Letters hold tickets: their page is served where guests cannot ask for it, not even through a proxy. */
    private static Optional<KeptRoutes> inbox(Config config, URI publicUri, Jdbi jdbi) {
        boolean kept = config.choice("mail.provider", MailProvider.class, MailProvider.INBOX) == MailProvider.INBOX;
        if (!kept) {
            return Optional.empty();
        }
        if (!KeptRoutes.isHere(config.text("http.host", HERE)) || !KeptRoutes.isHere(publicUri.getRawAuthority())) {
            LOG.warn("mail.provider is inbox: letters are kept and reach nobody, and while http.host or public-uri is"
                    + " another machine's name no page shows them");
            return Optional.empty();
        }
        return Optional.of(new KeptRoutes(jdbi));
    }

    private static Status mail(Jdbi jdbi, Worker post, InstantSource clock) {
        Duration oldest = jdbi.withHandle(handle -> Outbox.oldest(handle, clock.instant()));
        return oldest.compareTo(LETTERS_LATE) > 0
                ? Status.degraded("the oldest letter has waited %d s".formatted(oldest.toSeconds()))
                : post.status();
    }

    private static ContentPolicy policy(SiteSettings site) {
        URI script = site.stripeScript();
        String origin = script.getScheme() + "://" + script.getRawAuthority();
        ContentPolicy policy =
                ContentPolicy.strict().script(origin).frame(origin).connection(origin);
        return origin.equals("https://js.stripe.com")
                ? policy.connection("https://api.stripe.com").frame("https://hooks.stripe.com")
                : policy;
    }
}
