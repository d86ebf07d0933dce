package dev.turnstone.cloud.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Many things at the same time, each of which must end well. */
public final class AtOnce {
    private AtOnce() {}

    public static <T> List<T> all(int count, IntFunction<Callable<T>> each) throws InterruptedException {
        List<Callable<T>> calls = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            calls.add(each.apply(number));
        }
        List<T> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<T> answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
        } catch (ExecutionException e) {
            throw new AssertionError("one of %d failed".formatted(count), e.getCause());
        }
        return answers;
    }
}
