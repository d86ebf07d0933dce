package dev.turnstone.rehearsal.sale;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Everything that is said to PostgreSQL, in order, with its values: what the driver was told and nothing else. */
final class Recording {
    /** One statement with a value for each of its question marks. */
    record Said(String sql, List<@Nullable Object> values) {
        Said {
            values = Collections.unmodifiableList(new ArrayList<>(values));
        }

        static Said of(String sql) {
            return new Said(sql, List.of());
        }
    }

    private final List<Said> said = new ArrayList<>();
    private boolean pending;
    private boolean begun;

    List<Said> said() {
        return List.copyOf(said);
    }

    Connection connection(String uri) throws SQLException {
        Connection real = DriverManager.getConnection(uri, "postgres", "");
        return proxy(Connection.class, (_, method, args) -> {
            note(method, args);
            Object answer = invoke(real, method, args);
            return answer instanceof PreparedStatement statement && args != null && args[0] instanceof String sql
                    ? statement(statement, sql)
                    : answer;
        });
    }

    private void note(Method method, Object @Nullable [] args) throws SQLException {
        switch (method.getName()) {
            case "setAutoCommit" -> pending = args != null && Boolean.FALSE.equals(args[0]);
            case "commit" -> end("commit");
            case "rollback" -> {
                if (args == null) {
                    end("rollback");
                } else {
                    say(Said.of("rollback to savepoint " + ((Savepoint) args[0]).getSavepointName()));
                }
            }
            case "setSavepoint" -> say(Said.of("savepoint " + (args == null ? "" : args[0])));
            case "releaseSavepoint" -> {
                if (args != null) {
                    say(Said.of("release savepoint " + ((Savepoint) args[0]).getSavepointName()));
                }
            }
            default -> {}
        }
    }

    private void end(String word) {
        if (begun) {
            said.add(Said.of(word));
            begun = false;
            pending = false;
        }
    }

    private void say(Said statement) {
        if (pending && !begun) {
            said.add(Said.of("begin"));
            begun = true;
        }
        said.add(statement);
    }

    private PreparedStatement statement(PreparedStatement real, String sql) {
        TreeMap<Integer, @Nullable Object> values = new TreeMap<>();
        List<Said> batch = new ArrayList<>();
        return proxy(PreparedStatement.class, (_, method, args) -> {
            String name = method.getName();
            if (name.startsWith("set") && args != null && args.length >= 2 && args[0] instanceof Integer at) {
                values.put(at, name.equals("setNull") ? null : args[1]);
            } else if (name.equals("addBatch")) {
                batch.add(new Said(sql, new ArrayList<>(values.values())));
            } else if (name.equals("executeBatch")) {
                batch.forEach(this::say);
            } else if (name.startsWith("execute")) {
                say(new Said(sql, new ArrayList<>(values.values())));
            }
            return invoke(real, method, args);
        });
    }

    private static @Nullable Object invoke(Object real, Method method, Object @Nullable [] args) throws Throwable {
        try {
            return method.invoke(real, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
