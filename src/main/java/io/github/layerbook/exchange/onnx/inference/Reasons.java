package io.github.layerbook.exchange.onnx.inference;

import io.github.layerbook.size.SizeException;

/** Why an operation cannot be followed, in words for the reader. */
public final class Reasons {
  private Reasons() {}

  /** Returns what an exception says, or what it means where it says nothing of the operation. */
  public static String of(RuntimeException e) {
    if (e instanceof IndexOutOfBoundsException) {
      return "its inputs or attributes are fewer than it needs";
    } else if (e instanceof ArithmeticException && !(e instanceof SizeException)) {
      return "its sizes are beyond 64 bits, or it divides by 0";
    }
    return String.valueOf(e.getMessage());
  }
}
