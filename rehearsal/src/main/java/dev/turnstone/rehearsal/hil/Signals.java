package dev.turnstone.rehearsal.hil;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;

/** Stops a program where it stands, and lets it go on; at once, since another program to do it takes too long here. */
final class Signals {
    private static final int SIGCONT = 18;
    private static final int SIGSTOP = 19;
    private static final MethodHandle KILL = Linker.nativeLinker()
            .downcallHandle(
                    Linker.nativeLinker().defaultLookup().findOrThrow("kill"),
                    FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));

    private Signals() {}

    static void stop(Process process) {
        send(process, SIGSTOP);
    }

    static void go(Process process) {
        send(process, SIGCONT);
    }

    private static void send(Process process, int signal) {
        try {
            int failed = (int) KILL.invokeExact((int) process.pid(), signal);
            if (failed != 0) {
                throw new IllegalStateException("signal " + signal + " did not reach " + process.pid());
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
