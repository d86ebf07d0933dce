package dev.turnstone.admission.ledger;

import dev.turnstone.admission.decision.Headroom;
import dev.turnstone.admission.record.JournalId;
import dev.turnstone.admission.venue.DeviceId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the hub has lent of one pool's headroom. It withholds a share from the moment it is made until the device has
 * said that it holds a later one, less what is known to be spent of it, as the journal tells. Time gives nothing back:
 * what a device has spent that is cut off nobody knows until it drains, or a person has counted. So whatever is cut off, lost, late or repeated, who is inside and who may yet be let in by anybody are never more
 * than the pool holds.
 *
 * <p>It must be as durable as what it stands for: a share is told only once the lending that holds it is kept.
 *
 * @param loans by the journal that spends them
 */
public record Lending(Map<JournalId, Loan> loans) {
    public static final Lending NONE = new Lending(Map.of());
    /** A device that has not acknowledged so many shares is made no more until it has. */
    static final int MOST_PROMISES = 8;

    public Lending {
        loans = Map.copyOf(loans);
    }

    /**
     * How much is lent. At most half of the headroom is, in equal parts, so that the other half can go to whoever asks;
     * a crowd that fills the house calls the shares back by itself.
     *
     * @param most people in one share
     */
    public record Terms(long most) {
        public static final Terms USUAL = new Terms(50);

        public Terms {
            if (most < 0) {
                throw new IllegalArgumentException("a share is of nobody or more: " + most);
            }
        }
    }

    /**
     * What the hub knows of a device that can hold a share of this pool.
     *
     * @param through its journal is here up to this position
     * @param alone how many it has let in on its own word, of the entries whose end stands up to there, from the
     *     journal's beginning
     * @param reached whether it hears us now; who does not is lent nothing more, and what it was lent stays withheld
     */
    public record Holder(DeviceId device, JournalId journal, long through, long alone, boolean reached) {}

    /**
     * What one journal may spend.
     *
     * @param number of the newest share
     * @param promises every share that its device may still act on, oldest first
     */
    public record Loan(long number, List<Promise> promises) {
        static final Loan NONE = new Loan(0, List.of());

        public Loan {
            promises = List.copyOf(promises);
        }

        /** The most that may still be spent without our knowing. */
        long withheld(long alone) {
            return promises.stream()
                    .mapToLong(promise -> Math.max(0, promise.ceiling() - alone))
                    .max()
                    .orElse(0);
        }

        private Loan with(Promise next) {
            List<Promise> all = new ArrayList<>(promises);
            all.add(next);
            return new Loan(next.number(), all);
        }

        /** Worth a message: a share that is too large, or less than half of what it could be. */
        private boolean isDue(long alone, long people) {
            if (promises.size() >= MOST_PROMISES) {
                return false;
            }
            if (promises.isEmpty()) {
                return people > 0;
            }
            Promise newest = promises.getLast();
            long holds = Math.max(0, newest.ceiling() - alone);
            return holds > people || holds < (people + 1) / 2;
        }
    }

    /**
     * One share, as the hub remembers it. Both count what the device has let in on its own word from its journal's
     * beginning.
     *
     * @param base how many were known when the share was made
     * @param ceiling how many there may be
     */
    public record Promise(long number, long base, long ceiling) {
        private Promise reaching(long told) {
            return new Promise(number, base, Math.max(ceiling, told));
        }
    }

    /** Shares that were made, and the lending that has to be kept before they are told. */
    public record Lent(Lending lending, Map<DeviceId, Share> shares) {
        public Lent {
            shares = Map.copyOf(shares);
        }
    }

    /** How much of it all may be spent on claims: what nobody else may spend. */
    public Headroom left(long headroom, List<Holder> holders) {
        return new Headroom(headroom - withheld(holders));
    }

    /**
     * What is lent and not known to be spent.
     *
     * @param holders every journal that anything was ever lent to; of one that is missing, all is withheld
     */
    public long withheld(List<Holder> holders) {
        Map<JournalId, Long> alone = new HashMap<>();
        holders.forEach(holder -> alone.put(holder.journal(), holder.alone()));
        return loans.entrySet().stream()
                .mapToLong(loan -> loan.getValue().withheld(alone.getOrDefault(loan.getKey(), 0L)))
                .sum();
    }

    /**
     * A device says that it holds the share of this number, so that it will not act on an earlier one any more.
     *
     * @param spent how many it has let in by then, as that share counts: on an earlier and larger share perhaps more than
     *     this one has, and not yet told by its journal
     */
    public Lending acknowledged(JournalId journal, long number, long spent) {
        Loan loan = loans.getOrDefault(journal, Loan.NONE);
        // A number that we never gave is of another life of ours, and says nothing about this one.
        if (loan.promises().stream().noneMatch(promise -> promise.number() == number)) {
            return this;
        }
        List<Promise> after = loan.promises().stream()
                .filter(promise -> promise.number() >= number)
                .map(promise -> promise.number() == number ? promise.reaching(promise.base() + spent) : promise)
                .toList();
        Map<JournalId, Loan> changed = new HashMap<>(loans);
        changed.put(journal, new Loan(loan.number(), after));
        return new Lending(changed);
    }

    /**
     * A person has taken this device out of use and counted what came of it: nothing is withheld for it any more. Its
     * journal may spend nothing from now on, whatever it still holds.
     */
    public Lending writtenOff(JournalId journal) {
        Map<JournalId, Loan> changed = new HashMap<>(loans);
        changed.remove(journal);
        return new Lending(changed);
    }

    /**
     * Makes the shares that are due now: for who has none, or much less than its part, or more than it. The same on every
     * call with the same knowledge.
     *
     * @param headroom the pool's capacity, less everybody who is or may be inside as far as is known
     * @param holders as for {@link #withheld}, in any order
     */
    public Lent lend(long headroom, List<Holder> holders, Terms terms) {
        List<Holder> reached = holders.stream()
                .filter(Holder::reached)
                .sorted(Comparator.comparing(Holder::device)
                        .thenComparing(holder -> holder.journal().toString()))
                .toList();
        long part = reached.isEmpty() ? 0 : Math.min(terms.most(), Math.max(0, headroom) / (2L * reached.size()));
        long free = Math.max(0, headroom - withheld(holders));
        Map<JournalId, Loan> changed = new HashMap<>(loans);
        Map<DeviceId, Share> shares = new HashMap<>();
        for (Holder holder : reached) {
            Loan loan = changed.getOrDefault(holder.journal(), Loan.NONE);
            long withheld = loan.withheld(holder.alone());
            long people = Math.min(part, withheld + free);
            if (!loan.isDue(holder.alone(), people)) {
                continue;
            }
            free -= Math.max(0, people - withheld);
            Promise promise = new Promise(loan.number() + 1, holder.alone(), holder.alone() + people);
            changed.put(holder.journal(), loan.with(promise));
            shares.put(holder.device(), new Share(promise.number(), people, holder.journal(), holder.through()));
        }
        return new Lent(new Lending(changed), shares);
    }
}
