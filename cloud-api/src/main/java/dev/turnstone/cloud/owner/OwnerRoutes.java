package dev.turnstone.cloud.owner;

import dev.turnstone.cloud.mail.Outbox;
import dev.turnstone.cloud.payment.Disputes;
import dev.turnstone.cloud.payment.PaymentTrouble;
import dev.turnstone.cloud.payment.Refunds;
import dev.turnstone.cloud.payment.Settlement;
import dev.turnstone.cloud.work.Worker;
import dev.turnstone.platform.http.Problem;
import dev.turnstone.platform.http.Reply;
import dev.turnstone.platform.http.SameSite;
import dev.turnstone.platform.page.PageShell;
import dev.turnstone.platform.page.Templates;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/**
 * The owner's plain page: takings, stock, payments awaiting tickets, failed payments, letters nobody took; each with
 * its button. Until people have accounts, one password opens it.
 */
public final class OwnerRoutes implements HttpService {
    private static final URI PAGE = URI.create("/owner");

    private final Jdbi database;
    private final Settlement settlement;
    private final Refunds refunds;
    private final Disputes disputes;
    private final InstantSource clock;
    private final OwnerGate gate;
    private final List<Worker> workers;

    /** @param workers woken when there is something for them to do: letters, refunds, the account */
    public OwnerRoutes(
            Jdbi database,
            Settlement settlement,
            Refunds refunds,
            Disputes disputes,
            InstantSource clock,
            OwnerGate gate,
            List<Worker> workers) {
        this.database = database;
        this.settlement = settlement;
        this.refunds = refunds;
        this.disputes = disputes;
        this.clock = clock;
        this.gate = gate;
        this.workers = List.copyOf(workers);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/owner", this::show);
        rules.post("/owner/orders/{id}/retry", this::retry);
        rules.post("/owner/letters/{id}/resend", this::resend);
        rules.get("/owner/orders/{id}", this::order);
        rules.post("/owner/orders/{id}/refund", this::refund);
        rules.post("/owner/tickets/{id}/refund", this::refundTicket);
        rules.post("/owner/refunds/{id}/retry", this::refundAgain);
        rules.post("/owner/disputes/{dispute}/answer", this::answer);
        rules.post("/owner/account/read", this::readAccount);
    }

    private void show(ServerRequest req, ServerResponse res) {
        gate.require(req, res);
        Overview overview = database.inTransaction(Overview::read);
        Reply.html(
                res,
                PageShell.titled("Sales")
                        .style("/assets/cloud/cloud.css")
                        .script("/assets/turnstone/busy.js")
                        .render(Templates.render(
                                "cloud/owner.jte",
                                Map.of(
                                        "page",
                                        overview,
                                        "at",
                                        clock.instant()
                                                .truncatedTo(ChronoUnit.SECONDS)
                                                .toString()))));
    }

    private void retry(ServerRequest req, ServerResponse res) {
        gate.require(req, res);
        SameSite.require(req);
        try {
            settlement.settle(id(req));
        } catch (PaymentTrouble e) {
            throw Problem.unavailable("Stripe cannot be asked just now.", Duration.ofSeconds(5))
                    .asException();
        }
        Reply.seeOther(res, PAGE);
    }

    private void resend(ServerRequest req, ServerResponse res) {
        gate.require(req, res);
        SameSite.require(req);
        UUID id = id(req);
        database.useTransaction(handle -> Outbox.sendAgain(handle, id, clock.instant()));
        wake();
        Reply.seeOther(res, PAGE);
    }

    private void order(ServerRequest req, ServerResponse res) {
        gate.require(req, res);
        UUID id = id(req);
        OrderView view = database.withHandle(handle -> OrderView.read(handle, id))
                .orElseThrow(() -> Problem.notFound("There is no such order.").asException());
        Reply.html(
                res,
                PageShell.titled("Order " + view.number())
                        .style("/assets/cloud/cloud.css")
                        .script("/assets/turnstone/busy.js")
                        .render(Templates.render("cloud/owner/order.jte", Map.of("page", view))));
    }

    private void refund(ServerRequest req, ServerResponse res) {
        gate.require(req, res);
        SameSite.require(req);
        asked(res, id(req), refunds.ask(id(req), Optional.empty()));
    }

    private void refundTicket(ServerRequest req, ServerResponse res) {
        gate.require(req, res);
        SameSite.require(req);
        UUID order = database.withHandle(handle -> handle.createQuery("select order_id from ticket where id = :id")
                        .bind("id", id(req))
                        .mapTo(UUID.class)
                        .findOne())
                .orElseThrow(() -> Problem.notFound("There is no such ticket.").asException());
        asked(res, order, refunds.ask(order, Optional.of(id(req))));
    }

    private void asked(ServerResponse res, UUID order, Refunds.Asked asked) {
        switch (asked) {
            case YES -> {
                wake();
                Reply.seeOther(res, URI.create("/owner/orders/" + order));
            }
            case NOTHING_LEFT ->
                throw Problem.conflict("Nothing of this is left to give back.").asException();
        }
    }

    private void refundAgain(ServerRequest req, ServerResponse res) {
        gate.require(req, res);
        SameSite.require(req);
        refunds.again(id(req));
        wake();
        Reply.seeOther(res, PAGE);
    }

    private void answer(ServerRequest req, ServerResponse res) {
        gate.require(req, res);
        SameSite.require(req);
        try {
            disputes.answer(req.path().pathParameters().get("dispute"));
        } catch (PaymentTrouble e) {
            throw Problem.unavailable("Stripe cannot be asked just now.", Duration.ofSeconds(5))
                    .asException();
        }
        Reply.seeOther(res, PAGE);
    }

    private void readAccount(ServerRequest req, ServerResponse res) {
        gate.require(req, res);
        SameSite.require(req);
        wake();
        Reply.seeOther(res, PAGE);
    }

    private void wake() {
        workers.forEach(Worker::wake);
    }

    static UUID id(ServerRequest req) {
        try {
            return UUID.fromString(req.path().pathParameters().get("id"));
        } catch (IllegalArgumentException e) {
            throw Problem.notFound("There is no such row.").asException();
        }
    }
}
