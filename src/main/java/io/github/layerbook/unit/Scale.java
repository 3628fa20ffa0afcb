package io.github.layerbook.unit;

import java.math.BigDecimal;
import java.util.List;

/** A family of units, each a power of one base: bytes, KiB, MiB, … */
public enum Scale {
  /** Counts with SI prefixes, K = 10³. */
  COUNTS(1000, ",K,M,G,T,P,E"),
  /** Bytes, KiB = 2¹⁰ bytes. */
  BINARY_BYTES(1024, "bytes,KiB,MiB,GiB,TiB,PiB,EiB"),
  /** Bytes, kB = 10³ bytes. */
  DECIMAL_BYTES(1000, "bytes,kB,MB,GB,TB,PB,EB");

  private final int base;
  private final String units;

  Scale(int base, String units) {
    this.base = base;
    this.units = units;
  }

  private List<String> units() {
    return List.of(units.split(",", -1));
  }

  /**
   * Returns the power of the base that is the largest unit not above a number; 0 for a small one.
   */
  public int suiting(long number) {
    int power = 0;
    for (long rest = number; Math.abs(rest) >= base && power < largest(); power++) {
      rest /= base;
    }
    return power;
  }

  /** Returns the largest power that has a unit. */
  public int largest() {
    return units().size() - 1;
  }

  /** Returns the unit of a power: {@code MiB}; empty for counts themselves. */
  public String unit(int power) {
    return units().get(power);
  }

  /** Returns what a unit is worth: 1,048,576 for MiB. */
  public BigDecimal worth(int power) {
    return BigDecimal.valueOf(base).pow(power);
  }

  /** Returns the base: 1000 or 1024. */
  public int base() {
    return base;
  }
}
