package io.github.layerbook.whatif.tape;

import java.util.Arrays;

/**
 * Consecutive variants of a sweep with their totals. It is filled anew for each block: read it
 * while it is handed out, keep nothing of it.
 */
public final class VariantBlock {
  private final long[][] totals;
  private final long[] zeros;
  private final boolean[] valid;
  private long first;
  private int offset;
  private int count;

  /** Makes room for a number of totals of each of some lanes; the totals are put in later. */
  public VariantBlock(int totals, int lanes) {
    this.totals = new long[totals][];
    this.zeros = new long[lanes];
    this.valid = new boolean[lanes];
    invalidate();
  }

  /** Returns the index of the first variant. */
  public long first() {
    return first;
  }

  /** Returns how many variants there are. */
  public int count() {
    return count;
  }

  /** Returns whether a variant, from 0, is a network that can be built and counted in 64 bits. */
  public boolean isValid(int variant) {
    return valid[offset + variant];
  }

  /** Returns a total of a variant, both from 0; it means nothing where the variant is not valid. */
  public long total(int total, int variant) {
    return totals[total][offset + variant];
  }

  /** Copies a total of all variants into an array from a place on. */
  public void copy(int total, long[] target, int at) {
    System.arraycopy(totals[total], offset, target, at, count);
  }

  /** Returns whether a variant is in the block. */
  public boolean holds(long index) {
    return index >= first && index - first < count;
  }

  /** Shows some of the lanes. */
  public void show(long firstIndex, int from, int to) {
    first = firstIndex;
    offset = from;
    count = to - from;
  }

  void put(int total, long[] values) {
    totals[total] = values;
  }

  boolean[] valid() {
    return valid;
  }

  /** Makes all lanes invalid. */
  void invalidate() {
    Arrays.fill(valid, false);
    Arrays.fill(totals, zeros);
  }
}
