package dev.turnstone.admission.decision;

import static dev.turnstone.admission.testing.Maguey.GATE_A;
import static dev.turnstone.admission.testing.Maguey.GATE_B;
import static dev.turnstone.admission.testing.Maguey.WAY_OUT;
import static dev.turnstone.admission.testing.Passes.passes;
import static dev.turnstone.admission.testing.Scene.scene;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.decision.Decision.Admit;
import dev.turnstone.admission.decision.Decision.Refer;
import dev.turnstone.admission.decision.Decision.Refuse;
import dev.turnstone.admission.pass.Pass;
import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.sheet.OfflinePolicy;
import dev.turnstone.admission.sheet.Tier;
import dev.turnstone.admission.testing.Maguey;
import dev.turnstone.admission.testing.Scene;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.Doorway;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OfflineRulesTest {
    private static final Tier TIER = Tier.of(0, "GA");
    private static final PassNumber NUMBER = passes().number();
    private static final Instant EIGHT = Scene.ago(Duration.ofHours(1));

    @Test
    void anOpenTierIsAdmitted() {
        assertEquals(new Admit(1, 1), cutOff(TIER, scene()));
    }

    @Test
    void aStaffTierIsForStaff() {
        assertEquals(new Refer(Cause.OFFLINE_POLICY), cutOff(TIER.offline(OfflinePolicy.STAFF), scene()));
    }

    @Test
    void aHomeDeviceTierIsAdmittedAtExactlyOneDeviceAndSentThereByTheOthers() {
        Tier tier = TIER.atHomeAmong(GATE_A.device(), GATE_B.device());
        DeviceId home = OfflineRules.home(NUMBER, tier).orElseThrow();
        Doorway there = home.equals(GATE_A.device()) ? GATE_A : GATE_B;
        Doorway elsewhere = home.equals(GATE_A.device()) ? GATE_B : GATE_A;
        assertEquals(new Admit(1, 1), cutOff(tier, scene().before(there)));
        assertEquals(new Refer(Cause.OFFLINE_POLICY, new Hint.Home(home)), cutOff(tier, scene().before(elsewhere)));
    }

    @Test
    void aHomeDeviceTierWithoutDevicesIsForStaff() {
        Tier tier = TIER.offline(OfflinePolicy.HOME_DEVICE);
        assertEquals(Optional.empty(), OfflineRules.home(NUMBER, tier));
        assertEquals(new Refer(Cause.OFFLINE_POLICY), cutOff(tier, scene()));
    }

    @Test
    void homesAreSpreadEvenlyAndStayWhereTheyAreWhenAnotherDeviceLeaves() {
        List<DeviceId> all = List.of(new DeviceId("a"), new DeviceId("b"), new DeviceId("c"), new DeviceId("d"));
        Tier four = TIER.atHomeAmong(all.toArray(DeviceId[]::new));
        Tier three = TIER.atHomeAmong(all.subList(0, 3).toArray(DeviceId[]::new));
        Map<DeviceId, Integer> homes = new HashMap<>();
        for (long number = 0; number < 4_000; number++) {
            PassNumber pass = new PassNumber(number);
            DeviceId home = OfflineRules.home(pass, four).orElseThrow();
            homes.merge(home, 1, Integer::sum);
            if (!home.equals(all.get(3))) {
                assertEquals(home, OfflineRules.home(pass, three).orElseThrow());
            }
        }
        assertEquals(4, homes.size());
        homes.forEach((device, count) -> assertTrue(count > 850 && count < 1_150, device + " is home of " + count));
    }

    /** Reckoned by a second implementation from docs/protocol.md. */
    @Test
    void theHomeIsTheOneThatTheProtocolNames() {
        Tier tier = TIER.atHomeAmong(GATE_A.device(), GATE_B.device());
        assertEquals(
                new DeviceId("gate-a"),
                OfflineRules.home(new PassNumber(1), tier).orElseThrow());
        assertEquals(
                new DeviceId("gate-b"),
                OfflineRules.home(new PassNumber(4), tier).orElseThrow());
    }

    @Test
    void anEntryOfAnotherDeviceMayHaveBeenGivenBackWithoutOurHearingOfIt() {
        Scene scene = scene().passed(GATE_B, EIGHT);
        assertEquals(new Refer(Cause.OFFLINE_POLICY, new Hint.Seen(GATE_B.gate(), EIGHT)), cutOff(TIER, scene));
    }

    @Test
    void anEntryOfThisDeviceIsAsCertainAsEver() {
        Scene scene = scene().passed(GATE_A, EIGHT);
        assertEquals(new Refuse(Reason.ALREADY_INSIDE, new Hint.Seen(GATE_A.gate(), EIGHT)), cutOff(TIER, scene));
    }

    @Test
    void aPartysOwnEntriesAloneMustUseItUpWhoeverCameLast() {
        Pass two = passes().admitting(2).sold();
        Instant later = EIGHT.plusSeconds(60);
        Scene scene = scene().sheet(Maguey.sheet(TIER));
        Decision ours = cutOff(two, TIER, scene.passed(GATE_A, EIGHT).passed(GATE_A, later));
        assertEquals(Reason.ALREADY_INSIDE, ((Refuse) ours).reason());
        for (Scene mixed : List.of(
                scene.passed(GATE_A, EIGHT).passed(GATE_B, later),
                scene.passed(GATE_B, EIGHT).passed(GATE_A, later))) {
            assertEquals(Cause.OFFLINE_POLICY, ((Refer) cutOff(two, TIER, mixed)).cause());
        }
    }

    @Test
    void otherRefusalsAndReferralsStand() {
        assertEquals(new Refuse(Reason.REVOKED), cutOff(TIER, scene().standing(new Standing.Revoked())));
        Scene open = scene().open(GATE_A, EIGHT);
        assertEquals(new Refer(Cause.IN_DOUBT, new Hint.Seen(GATE_A.gate(), EIGHT)), cutOff(TIER, open));
    }

    @Test
    void aShareThatIsSpentIsForStaffAndNoFullHouse() {
        assertEquals(new Refer(Cause.OFFLINE_POLICY), cutOff(TIER, scene().headroom(0)));
        assertEquals(new Admit(1, 1), cutOff(TIER, scene().headroom(1)));
    }

    @Test
    void theWayOutNeedsNoHub() {
        assertEquals(new Admit(0, 1), cutOff(TIER.offline(OfflinePolicy.STAFF), scene().before(WAY_OUT)));
    }

    private static Decision cutOff(Tier tier, Scene scene) {
        Scene there = scene.sheet(Maguey.sheet(tier));
        return cutOff(passes().sold(), tier, there);
    }

    private static Decision cutOff(Pass pass, Tier tier, Scene there) {
        return OfflineRules.cutOff(there.decide(pass), pass.body(), tier, there.history(), there.doorway());
    }
}
