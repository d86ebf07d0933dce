package dev.turnstone.hub.testing;

import dev.turnstone.platform.identity.Identity;
import dev.turnstone.provisioning.authority.Authority;
import dev.turnstone.provisioning.authority.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A venue's authority in a temporary folder, and the identities it gives out. */
public final class TestVenue {
    private final Authority authority;
    private final Path folder;
    private final Map<String, Path> issued = new ConcurrentHashMap<>();

    public TestVenue(Path folder) {
        this.folder = folder;
        try {
            authority =
                    Authority.create("Maguey", folder.resolve("authority"), InstantSource.system(), new SecureRandom());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public Path hubFolder() {
        return issue(Subject.hub("hub", "localhost", "127.0.0.1"));
    }

    public Identity hub() {
        return Identity.load(hubFolder());
    }

    public Identity device(String name) {
        return Identity.load(issue(Subject.device(name)));
    }

    /** Once for each name: a broker that is still starting would read a certificate of one and the key of another. */
    private Path issue(Subject subject) {
        return issued.computeIfAbsent(subject.commonName(), name -> issue(subject, folder.resolve(name)));
    }

    private Path issue(Subject subject, Path identity) {
        try {
            authority.issue(subject, Authority.LIFE, identity);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return identity;
    }
}
