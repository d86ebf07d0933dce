package dev.turnstone.rehearsal.rig;

import dev.turnstone.admission.key.PublicKey;
import dev.turnstone.admission.pass.Pass;
import dev.turnstone.admission.pass.PassBody;
import dev.turnstone.admission.pass.PassCodec;
import dev.turnstone.admission.record.Proof;
import dev.turnstone.admission.record.Shown;
import dev.turnstone.admission.venue.VenueId;
import dev.turnstone.platform.identity.Identity;
import dev.turnstone.provisioning.authority.Authority;
import dev.turnstone.provisioning.authority.Subject;
import dev.turnstone.rehearsal.stage.StagedEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;

/** A venue for one hub: its authority and identities, and a staged event whose passes are all at hand. */
public final class RigVenue {
    public static final VenueId VENUE = new VenueId("rig");

    private final Path folder;
    private final Authority authority;
    private final StagedEvent event;
    private final List<Pass> passes;

    private RigVenue(Path folder, Authority authority, StagedEvent event, List<Pass> passes) {
        this.folder = folder;
        this.authority = authority;
        this.event = event;
        this.passes = passes;
    }

    /** @param admits how many people each of the passes admits */
    public static RigVenue in(Path folder, int passes, int admits, long seed, InstantSource clock) throws IOException {
        try {
            StagedEvent event = new StagedEvent(seed, clock.instant(), admits);
            Authority authority = Authority.create("The rig", folder.resolve("authority"), clock, new SecureRandom());
            authority.issue(Subject.hub("hub", "localhost", "127.0.0.1"), Authority.LIFE, folder.resolve("hub"));
            List<Pass> signed =
                    IntStream.range(0, passes).parallel().mapToObj(event::pass).toList();
            RigVenue venue = new RigVenue(folder, authority, event, signed);
            Files.createDirectories(venue.data());
            event.enter(venue.data(), passes, passes);
            return venue;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public Path hubIdentity() {
        return folder.resolve("hub");
    }

    PublicKey settingsKey() {
        return event.settingsKey();
    }

    public Path folder() {
        return folder;
    }

    /** Where the hub keeps what must not be lost. */
    public Path data() {
        return folder.resolve("data");
    }

    public Identity device(String name) throws IOException {
        Path identity = folder.resolve("device-" + name);
        if (!Files.exists(identity)) {
            try {
                authority.issue(Subject.device(name), Authority.LIFE, identity);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
        return Identity.load(identity);
    }

    /** The passes go round: more are shown than there are. */
    public String pass(long at) {
        return PassCodec.encode(ofAll(at));
    }

    public Shown shown(long at) {
        PassBody body = ofAll(at).body();
        return new Shown(
                StagedEvent.EVENT,
                body.number(),
                body.tier(),
                body.version(),
                body.admits(),
                Proof.of(ofAll(at).signature()));
    }

    private Pass ofAll(long at) {
        return passes.get((int) (at % passes.size()));
    }
}
