package dev.turnstone.kiosk.print;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A printer at a USB port, which the kernel shows as a file: {@code /dev/usb/lp0}. */
record FilePrinter(Path device) implements Printer {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @Override
    public Connection connect() throws IOException {
        if (!Files.exists(device)) {
            throw new IOException(device + " is not there");
        }
        return new Opened(new RandomAccessFile(device.toFile(), "rw"));
    }

    private record Opened(RandomAccessFile file) implements Connection {
        @Override
        public void write(byte[] bytes) throws IOException {
            file.write(bytes);
        }

        /** Reading such a file may wait for ever, so that another thread waits for us. */
        @Override
        public int ask(byte[] question) throws IOException {
            write(question);
            CompletableFuture<Integer> answer = new CompletableFuture<>();
            Thread.ofPlatform().daemon().name("printer-answer").start(() -> {
                try {
                    answer.complete(file.read());
                } catch (IOException e) {
                    answer.completeExceptionally(e);
                }
            });
            try {
                return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                return -1;
            } catch (ExecutionException e) {
                throw new IOException("the printer does not answer", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return -1;
            }
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
