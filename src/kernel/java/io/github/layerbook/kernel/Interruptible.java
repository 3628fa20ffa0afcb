package io.github.layerbook.kernel;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs a cell's commands in a thread that can be interrupted. A command that hears it ends with
 * words of its own; one that does not within some seconds is left behind, so that the notebook is
 * free.
 */
final class Interruptible {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(3);

  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "layerbook-commands");
            thread.setDaemon(true);
            return thread;
          });

  private final long limit;
  private volatile Thread running;
  private volatile long interruptedAt;

  /**
   * Makes one with a limit of time.
   *
   * @param duration how long a task may take; any time if negative
   */
  Interruptible(long duration, TimeUnit unit) {
    this.limit = duration < 0 ? Long.MAX_VALUE : unit.toNanos(duration);
  }

  /**
   * Runs a task and returns its result.
   *
   * @throws ExecutionException with what the task threw
   * @throws TimeoutException if it was interrupted and went on, or takes longer than it may
   */
  Object run(Callable<Object> task) throws ExecutionException, TimeoutException {
    interruptedAt = 0;
    long start = System.nanoTime();
    Future<Object> result = threads.submit(() -> running(task));
    while (true) {
      try {
        return result.get(100, TimeUnit.MILLISECONDS);
      } catch (TimeoutException stillRunning) {
        long since = interruptedAt;
        if (since != 0 && System.nanoTime() - since > PATIENCE) {
          throw stillRunning;
        } else if (since == 0 && System.nanoTime() - start > limit) {
          result.cancel(true);
          throw stillRunning;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("the kernel is shut down", e);
      }
    }
  }

  /** Returns whether the last task was interrupted by the reader, and not by its limit of time. */
  boolean wasInterrupted() {
    return interruptedAt != 0;
  }

  private Object running(Callable<Object> task) throws Exception {
    running = Thread.currentThread();
    try {
      return task.call();
    } finally {
      running = null;
    }
  }

  /** Interrupts the task that is running, if one is. */
  void interrupt() {
    Thread thread = running;
    if (thread != null) {
      interruptedAt = System.nanoTime();
      thread.interrupt();
    }
  }
}
