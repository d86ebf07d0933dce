package dev.turnstone.rehearsal.simulation;

import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;

/** How rough a night is: each seed draws its own, and the end of every night is calm. */
final class Weather {
    private final SplittableRandom random;
    private final Set<Reached> reached = EnumSet.noneOf(Reached.class);
    private final double loss;
    private final double repeat;
    private final double slow;
    private final double cardFault;
    private final double diesWriting;
    private final int cuts;
    private final int powerCuts;
    private final int hubKills;
    private final int diskFulls;
    private final int clockSteps;
    private boolean calm;

    Weather(SplittableRandom random) {
        this.random = random;
        this.loss = random.nextDouble(0.08);
        this.repeat = random.nextDouble(0.10);
        this.slow = random.nextDouble(0.10);
        this.cardFault = random.nextDouble(0.02);
        this.diesWriting = random.nextDouble(0.004);
        this.cuts = random.nextInt(5);
        this.powerCuts = random.nextInt(4);
        this.hubKills = random.nextInt(4);
        this.diskFulls = random.nextInt(2);
        this.clockSteps = random.nextInt(2);
    }

    double loss() {
        return loss;
    }

    double repeat() {
        return repeat;
    }

    double slow() {
        return slow;
    }

    double cardFault() {
        return cardFault;
    }

    double diesWriting() {
        return diesWriting;
    }

    /** Of each gate. */
    int cuts() {
        return cuts;
    }

    /** Of each gate. */
    int powerCuts() {
        return powerCuts;
    }

    int hubKills() {
        return hubKills;
    }

    int diskFulls() {
        return diskFulls;
    }

    /** Of each gate. */
    int clockSteps() {
        return clockSteps;
    }

    boolean strikes(double chance) {
        return !calm && random.nextDouble() < chance;
    }

    void calmDown() {
        calm = true;
    }

    boolean isCalm() {
        return calm;
    }

    void reached(Reached what) {
        reached.add(what);
    }

    Set<Reached> reached() {
        return EnumSet.copyOf(reached);
    }
}
