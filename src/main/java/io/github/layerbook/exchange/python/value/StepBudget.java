package io.github.layerbook.exchange.python.value;

import io.github.layerbook.exchange.python.syntax.PythonException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** What running pasted code may use up: steps, depth, memory, time. */
public final class StepBudget {
  private static final int MOST_DEPTH = 120;
  private static final int MOST_LETTERS = 1_000_000;
  private static final int MOST_ELEMENTS = 100_000;

  /** Values that are made in bulk cost a step for so many. */
  private static final int BULK = 16;

  /** So many steps are free of the clock. */
  private static final int FREE = 20_000;

  /** The clock is read once in so many steps. */
  private static final int TICK = 1024;

  private final long mostSteps;
  private final long mostNanos;
  private long started;
  private long steps;
  private long nextTick = FREE;
  private int depth;

  /**
   * Makes a budget of a million steps and of a second of the processor's time. The second begins
   * after {@value #FREE} steps, which more than a network of a thousand layers needs, and in which
   * a new virtual machine loads and compiles the interpreter itself.
   */
  public static StepBudget standard() {
    return new StepBudget(1_000_000, 1_000_000_000L);
  }

  /** The processor's time of this thread, which other work on the machine does not use up. */
  private static long now() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return threads.isCurrentThreadCpuTimeSupported()
        ? threads.getCurrentThreadCpuTime()
        : System.nanoTime();
  }

  /** Makes a budget of steps and time. */
  StepBudget(long mostSteps, long mostNanos) {
    this.mostSteps = mostSteps;
    this.mostNanos = mostNanos;
  }

  /** Uses one step. */
  public void step() {
    spend(1);
  }

  /** Uses as many steps as what a library does is worth. */
  public void spend(long number) {
    steps += number;
    if (steps > mostSteps) {
      throw new PythonException("the code runs for more than %,d steps", mostSteps);
    } else if (steps >= nextTick) {
      nextTick = steps + TICK;
      started = started == 0 ? now() : started;
      if (now() - started > mostNanos) {
        throw new PythonException("the code runs for too long");
      }
    }
  }

  /** Returns whether steps or time are used up. */
  public boolean isSpent() {
    return steps > mostSteps || (started > 0 && now() - started > mostNanos);
  }

  /** Gives all steps back, within the same time. */
  public void renew() {
    steps = 0;
    nextTick = started > 0 ? TICK : FREE;
    depth = 0;
  }

  /** Returns whether a function runs. */
  public boolean isInside() {
    return depth > 0;
  }

  /** Goes into a function. */
  public void enter() {
    if (depth >= MOST_DEPTH) {
      throw new PythonException("functions call each other more than %d deep", MOST_DEPTH);
    }
    depth++;
  }

  /** Comes back from a function. */
  public void leave() {
    depth--;
  }

  /** Returns a text, if it is not too long. */
  public String text(String text) {
    checkLetters(text.length());
    spend(text.length() / (BULK * BULK));
    return text;
  }

  /** Checks a length before a text of it is made. */
  public void checkLetters(long length) {
    if (length > MOST_LETTERS) {
      throw new PythonException("a text grows beyond %,d letters", MOST_LETTERS);
    }
  }

  /** Checks how many values something has grown to, without using steps. */
  public void check(long number) {
    if (number > MOST_ELEMENTS) {
      throw new PythonException("a list grows beyond %,d elements", MOST_ELEMENTS);
    }
  }

  /** Checks the length of a list, tuple, dict or set before it is made. */
  public void elements(long number) {
    check(number);
    spend(number / BULK);
  }
}
