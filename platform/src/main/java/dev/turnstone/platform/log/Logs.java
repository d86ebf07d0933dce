package dev.turnstone.platform.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import java.io.Console;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Logs to standard error: a JSON object a line where a machine reads them, short lines where a person does. The form
 * follows the terminal; {@code TURNSTONE_LOG=json} or {@code text} decides otherwise, {@code TURNSTONE_LOG_LEVEL} how
 * much. The request id stands in every line of a request.
 */
public final class Logs {
    /** Third parties that say at INFO what nobody needs to read twice. */
    private static final Map<String, Level> QUIETER = Map.ofEntries(
            Map.entry("io.helidon", Level.WARN),
            // Says a taken port as a stack trace; the shell says it as a sentence.
            Map.entry("io.helidon.webserver.LoomServer", Level.OFF),
            Map.entry("com.hivemq", Level.WARN),
            Map.entry("io.netty", Level.WARN),
            Map.entry("jetbrains.exodus", Level.WARN),
            Map.entry("oshi", Level.ERROR),
            Map.entry("com.pi4j", Level.WARN),
            // Takes every machine that is no Raspberry Pi for an error.
            Map.entry("com.pi4j.boardinfo", Level.OFF),
            Map.entry("com.github.sarxos", Level.WARN),
            Map.entry("com.zaxxer.hikari", Level.WARN),
            Map.entry("org.flywaydb", Level.WARN),
            Map.entry("io.zonky", Level.WARN),
            Map.entry("org.eclipse.paho", Level.WARN),
            Map.entry("com.stripe", Level.WARN),
            Map.entry("com.networknt", Level.WARN));

    private Logs() {}

    public static void configure(String service) {
        var console = new ConsoleAppender<ILoggingEvent>();
        console.setTarget("System.err");
        configure(service, console, forPeople());
    }

    /** For a program that talks with a person on its terminal: the log stays out of their way, in a file. */
    public static void configure(String service, Path file) {
        var appender = new FileAppender<ILoggingEvent>();
        appender.setFile(file.toString());
        configure(service, appender, !"json".equals(System.getenv("TURNSTONE_LOG")));
    }

    /** For a program that makes parts stumble on purpose, thousands of times: what they log of it is no news. */
    public static void silence() {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
    }

    private static void configure(String service, OutputStreamAppender<ILoggingEvent> appender, boolean forPeople) {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        context.setName(service);
        appender.setContext(context);
        appender.setEncoder(encoder(context, forPeople));
        appender.start();
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.addAppender(appender);
        root.setLevel(Level.toLevel(System.getenv("TURNSTONE_LOG_LEVEL"), Level.INFO));
        QUIETER.forEach((name, level) -> context.getLogger(name).setLevel(level));
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    private static boolean forPeople() {
        String asked = String.valueOf(System.getenv("TURNSTONE_LOG"));
        return switch (asked) {
            case "json" -> false;
            case "text" -> true;
            default ->
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        };
    }

    private static Encoder<ILoggingEvent> encoder(LoggerContext context, boolean forPeople) {
        EncoderBase<ILoggingEvent> encoder = forPeople ? lines() : objects();
        encoder.setContext(context);
        encoder.start();
        return encoder;
    }

    private static PatternLayoutEncoder lines() {
        var encoder = new PatternLayoutEncoder();
        encoder.setPattern("%d{HH:mm:ss.SSS} %-5level %logger{0}: %msg%replace( [%X{requestId}]){' \\[\\]', ''}%n");
        return encoder;
    }

    private static JsonEncoder objects() {
        var encoder = new JsonEncoder();
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        encoder.setWithContext(true);
        encoder.setWithArguments(false);
        encoder.setWithMessage(false);
        encoder.setWithFormattedMessage(true);
        return encoder;
    }
}
