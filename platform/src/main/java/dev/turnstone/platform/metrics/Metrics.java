package dev.turnstone.platform.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleSupplier;

/** One service's figures, for Prometheus. Names end in their unit: {@code claim_seconds}, {@code claims_total}. */
public final class Metrics {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final AtomicBoolean jvmWanted = new AtomicBoolean();

    /** With the JVM's own: memory, threads, collections. */
    public static Metrics withJvm() {
        Metrics metrics = new Metrics();
        metrics.jvmWanted.set(true);
        return metrics;
    }

    public Counter counter(String name, String help, String... labels) {
        return Counter.builder().name(name).help(help).labelNames(labels).register(registry);
    }

    public Gauge gauge(String name, String help, String... labels) {
        return Gauge.builder().name(name).help(help).labelNames(labels).register(registry);
    }

    /** A count that somebody else keeps, read whenever it is asked for. */
    public void counted(String name, String help, DoubleSupplier count) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(count.getAsDouble()))
                .register(registry);
    }

    /** A figure that goes up and down, read whenever it is asked for. */
    public void measured(String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }

    /** Latencies in seconds, in buckets from 0.5 ms to 10 s. */
    public Histogram histogram(String name, String help, String... labels) {
        return Histogram.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .classicOnly()
                .classicUpperBounds(0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
                .register(registry);
    }

    public String text() {
        // Only now: the JVM is asked for its beans, which takes longer than all else that a part does to start.
        if (jvmWanted.getAndSet(false)) {
            JvmMetrics.builder().register(registry);
        }
        var out = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(out, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
