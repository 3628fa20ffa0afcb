package io.github.layerbook.size;

/**
 * The integer operations of the field, and the one place where arithmetic on sizes is done: the
 * value of a {@link Size} and any compiled evaluation of it call {@link #apply}.
 *
 * <p>Operands and results are exact and non-negative. {@link #apply} throws {@link
 * ArithmeticException} where a result leaves {@code 0 … 2⁶³−1} or a divisor is zero; callers turn
 * that into a {@link SizeException} that names the expression.
 */
public enum Op {
  /** The sum of its operands. */
  ADD("+", 1),
  /** The first operand less the others. */
  SUBTRACT("-", 1),
  /** The product of its operands. */
  MULTIPLY("*", 2),
  /** The quotient, rounded down: the usual output length of a strided window. */
  DIVIDE("/", 2),
  /** The quotient, rounded up: windows in ceil mode, bytes of types narrower than a byte. */
  DIVIDE_UP("/", 2),
  /** The larger operand. */
  MAXIMUM("max", 3),
  /** The smaller operand. */
  MINIMUM("min", 3);

  private final String sign;
  private final int precedence;

  Op(String sign, int precedence) {
    this.sign = sign;
    this.precedence = precedence;
  }

  /** Returns the operation's sign, {@code +}, or its name, {@code max}. */
  public String sign() {
    return sign;
  }

  /** Returns how tightly the operation binds: sums 1, products and quotients 2, functions 3. */
  public int precedence() {
    return precedence;
  }

  /**
   * Returns the operation's result on two operands.
   *
   * @throws ArithmeticException if the result is negative or beyond 64 bits, or the divisor is 0
   */
  public long apply(long left, long right) {
    long result =
        switch (this) {
          case ADD -> Math.addExact(left, right);
          case SUBTRACT -> Math.subtractExact(left, right);
          case MULTIPLY -> Math.multiplyExact(left, right);
          case DIVIDE -> Math.floorDiv(left, right);
          case DIVIDE_UP -> -Math.floorDiv(-left, right);
          case MAXIMUM -> Math.max(left, right);
          case MINIMUM -> Math.min(left, right);
        };
    if (result < 0) {
      throw new ArithmeticException("negative");
    }
    return result;
  }

  /**
   * Writes the operation's results on the first entries of two arrays into a third, which may be
   * one of them.
   *
   * <p>Unlike {@link #apply(long, long)} it checks nothing: it is right where every result is known
   * to be in {@code 0 … 2⁶³−1}. Sums, differences and products are right modulo 2⁶⁴ in any case, so
   * what lies between may leave that range; quotients by less than 1 are 0.
   */
  public void apply(long[] left, long[] right, long[] out, int count) {
    switch (this) {
      case ADD -> add(left, right, out, count);
      case SUBTRACT -> subtract(left, right, out, count);
      case MULTIPLY -> multiply(left, right, out, count);
      default -> {
        for (int i = 0; i < count; i++) {
          out[i] = wrapped(left[i], right[i]);
        }
      }
    }
  }

  /**
   * Writes the operation's results on the first entries of an array and a number into an array,
   * which may be the same; checks as little as {@link #apply(long[], long[], long[], int)}.
   */
  public void apply(long[] left, long right, long[] out, int count) {
    switch (this) {
      case ADD -> add(left, right, out, count);
      case SUBTRACT -> add(left, -right, out, count);
      case MULTIPLY -> multiply(left, right, out, count);
      default -> {
        for (int i = 0; i < count; i++) {
          out[i] = wrapped(left[i], right);
        }
      }
    }
  }

  /**
   * Returns the operation's result without checks: right where it is in {@code 0 … 2⁶³−1}, modulo
   * 2⁶⁴ for sums, differences and products, 0 for quotients by less than 1.
   */
  public long wrapped(long left, long right) {
    return switch (this) {
      case ADD -> left + right;
      case SUBTRACT -> left - right;
      case MULTIPLY -> left * right;
      case DIVIDE -> right < 1 ? 0 : Math.floorDiv(left, right);
      case DIVIDE_UP -> right < 1 ? 0 : -Math.floorDiv(-left, right);
      case MAXIMUM -> Math.max(left, right);
      case MINIMUM -> Math.min(left, right);
    };
  }

  /** Adds the first entries of an array times a number to those of another, modulo 2⁶⁴. */
  public static void addProduct(long[] sum, long[] left, long right, int count) {
    for (int i = 0; i < count; i++) {
      sum[i] += left[i] * right;
    }
  }

  private static void add(long[] left, long[] right, long[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = left[i] + right[i];
    }
  }

  private static void add(long[] left, long right, long[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = left[i] + right;
    }
  }

  private static void subtract(long[] left, long[] right, long[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = left[i] - right[i];
    }
  }

  private static void multiply(long[] left, long[] right, long[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = left[i] * right[i];
    }
  }

  private static void multiply(long[] left, long right, long[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = left[i] * right;
    }
  }

  /** Says why {@link #apply} failed on a right operand: what to put behind the expression. */
  public String problem(long right) {
    if (this == SUBTRACT) {
      return " is negative: a size is 0 or more";
    }
    return right == 0 && (this == DIVIDE || this == DIVIDE_UP)
        ? " divides by zero"
        : " is beyond 64 bits (9,223,372,036,854,775,807): use smaller numbers";
  }
}
