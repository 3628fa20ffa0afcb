package io.github.layerbook.whatif.sweep;

import io.github.layerbook.whatif.tape.Tapes;
import io.github.layerbook.whatif.tape.VariantBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One run over a range of indices: threads take some blocks after the other until all are done, one
 * of them fails, or the calling thread is interrupted.
 */
final class SweepRun {
  /**
   * So many variants are taken at once. A block may take no more than some microseconds; if threads
   * met at the counter after each, they would wait for each other's caches a tenth of the time.
   */
  private static final int AT_ONCE = 32_768;

  /** Each thread takes several ranges, so that all end at about the same time. */
  private static final int TIMES = 32;

  private final Tapes tapes;
  private final int totals;
  private final long from;
  private final long to;
  private final AtomicLong next;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile boolean stopped;

  /** The number of the block whose turn it is to be delivered, and who waits for theirs. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Condition delivered = lock.newCondition();
  private long turn;

  SweepRun(Tapes tapes, int totals, long from, long to) {
    this.tapes = tapes;
    this.totals = totals;
    this.from = from;
    this.to = to;
    this.turn = from / lanes();
    this.next = new AtomicLong(turn);
  }

  /** Runs and returns the index after the last variant that was handed out. */
  long run(int threads, Consumer<VariantBlock> blocks) {
    return run(threads, AT_ONCE, (number, block) -> blocks.accept(block));
  }

  /** Runs, and delivers what is made of the blocks one at a time in their order. */
  <T> long run(int threads, Function<VariantBlock, T> prepare, Consumer<T> deliver) {
    return run(
        threads,
        1,
        (number, block) -> {
          T prepared = prepare.apply(block);
          awaitTurn(number);
          deliver.accept(prepared);
          endTurn();
        });
  }

  /** What is done with a block. */
  private interface Work {
    void on(long number, VariantBlock block);
  }

  private long run(int threads, int variantsAtOnce, Work work) {
    if (threads < 1) {
      throw new IllegalArgumentException("a sweep needs 1 or more threads, not " + threads);
    }
    long share = (end() - next.get()) / threads / TIMES;
    long atOnce = Math.max(1, Math.min(share, variantsAtOnce / lanes()));
    List<Thread> others = new ArrayList<>();
    for (int i = 1; i < Math.min(threads, end() - next.get()); i++) {
      Thread other = new Thread(() -> work(work, atOnce, false), "layerbook-sweep-" + i);
      other.setDaemon(true);
      other.start();
      others.add(other);
    }
    work(work, atOnce, true);
    others.forEach(this::join);
    rethrow();
    return Math.max(from, Math.min(to, Math.min(next.get(), end()) * lanes()));
  }

  private void work(Work work, long atOnce, boolean caller) {
    try {
      BlockEvaluator own = new BlockEvaluator(tapes, totals, from, to);
      while (!stopped) {
        long number = next.getAndAdd(atOnce);
        if (number >= end()) {
          return;
        }
        long last = Math.min(number + atOnce, end());
        for (; number < last; number++) {
          work.on(number, own.number(number));
        }
        if (caller && Thread.currentThread().isInterrupted()) {
          stopped = true;
        }
      }
    } catch (RuntimeException | Error e) {
      fail(e);
    }
  }

  private void fail(Throwable e) {
    failure.compareAndSet(null, e);
    stopped = true;
    lock.lock();
    try {
      delivered.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
        stopped = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void rethrow() {
    Throwable thrown = failure.get();
    if (thrown instanceof RuntimeException exception) {
      throw exception;
    } else if (thrown instanceof Error error) {
      throw error;
    }
  }

  private void awaitTurn(long number) {
    lock.lock();
    try {
      while (turn != number) {
        if (failure.get() != null) {
          throw new IllegalStateException("an earlier block failed");
        }
        delivered.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private void endTurn() {
    lock.lock();
    try {
      turn++;
      delivered.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private int lanes() {
    return tapes.layout().lanes();
  }

  /** The number after the last block's. */
  private long end() {
    return to == from ? from / lanes() : (to - 1) / lanes() + 1;
  }
}
