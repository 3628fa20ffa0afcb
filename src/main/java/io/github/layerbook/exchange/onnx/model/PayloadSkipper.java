package io.github.layerbook.exchange.onnx.model;

import java.io.IOException;
import java.util.Map;
import java.util.Set;

/**
 * The walk over a file's messages that leaves out the values of large tensors.
 *
 * <p>It follows the fields that may hold tensors, copies all else as it is, and reads of a payload
 * only its length. Field numbers are those of {@code onnx.proto}.
 */
final class PayloadSkipper {
  /** A kind of message that may hold tensors, or is one. */
  private enum Kind {
    MODEL("the model"),
    GRAPH("a graph"),
    FUNCTION("a function"),
    NODE("a node"),
    ATTRIBUTE("an attribute"),
    TENSOR("a tensor"),
    SPARSE("a sparse tensor");

    private final String title;

    Kind(String title) {
      this.title = title;
    }
  }

  private static final Map<Kind, Map<Integer, Kind>> FIELDS =
      Map.of(
          Kind.MODEL, Map.of(7, Kind.GRAPH, 25, Kind.FUNCTION),
          Kind.GRAPH, Map.of(1, Kind.NODE, 5, Kind.TENSOR, 15, Kind.SPARSE),
          Kind.FUNCTION, Map.of(7, Kind.NODE, 11, Kind.ATTRIBUTE),
          Kind.NODE, Map.of(5, Kind.ATTRIBUTE),
          Kind.ATTRIBUTE,
              Map.of(
                  5,
                  Kind.TENSOR,
                  6,
                  Kind.GRAPH,
                  10,
                  Kind.TENSOR,
                  11,
                  Kind.GRAPH,
                  22,
                  Kind.SPARSE,
                  23,
                  Kind.SPARSE),
          Kind.TENSOR, Map.of(),
          Kind.SPARSE, Map.of(1, Kind.TENSOR, 2, Kind.TENSOR));

  /** What says nothing of a network: training, texts for people, a tensor's values. */
  private static final Map<Kind, Set<Integer>> LEFT_OUT =
      Map.of(
          Kind.MODEL, Set.of(6, 20),
          Kind.GRAPH, Set.of(10, 14),
          Kind.FUNCTION, Set.of(8),
          Kind.NODE, Set.of(6),
          Kind.ATTRIBUTE, Set.of(13),
          Kind.TENSOR, Set.of(12),
          Kind.SPARSE, Set.of());

  /** A graph's inputs and outputs. */
  private static final Set<Integer> ENDS = Set.of(11, 12);

  private static final Set<Integer> VALUES = Set.of(4, 5, 6, 7, 9, 10, 11);
  private static final Set<Integer> MODEL_FIELDS = Set.of(1, 2, 3, 4, 5, 6, 7, 8, 14, 20, 25, 26);
  private static final int LONGEST_VARINT = 10;

  private final Bytes bytes;
  private long kept;
  private int operations;
  private int ends;
  private long position;

  PayloadSkipper(Bytes bytes) {
    this.bytes = bytes;
  }

  /** Returns the model without the values of large tensors. */
  byte[] model() throws IOException {
    return message(Kind.MODEL, 0, bytes.size(), 0).toByteArray();
  }

  private Kept message(Kind kind, long from, long end, int depth) throws IOException {
    if (depth > Limits.DEPTH) {
      throw at(from, "bodies within bodies, more than %d deep".formatted(Limits.DEPTH));
    }
    Kept result = new Kept((int) Math.min(end - from, 1 << 10));
    position = from;
    long values = 0;
    while (position < end) {
      long start = position;
      long tag = varint(end, kind);
      int field = (int) (tag >>> 3);
      if (tag >>> 3 > Integer.MAX_VALUE / 8 || field == 0) {
        throw at(start, "%s has no field %d".formatted(kind.title, tag >>> 3));
      } else if (kind == Kind.MODEL && !MODEL_FIELDS.contains(field)) {
        throw at(start, "a model has no field %d: this is not an ONNX model".formatted(field));
      }
      long body = position;
      long next = after((int) (tag & 7), start, end, kind);
      boolean nested = (tag & 7) == 2;
      if (nested) {
        body = next - length;
      }
      Kind inner = nested ? FIELDS.getOrDefault(kind, Map.of()).get(field) : null;
      boolean value = kind == Kind.TENSOR && VALUES.contains(field);
      values += value ? next - start : 0;
      if (kind == Kind.GRAPH && ENDS.contains(field) && ++ends > Limits.ENDS) {
        throw at(start, "more than %,d inputs and outputs".formatted(Limits.ENDS));
      }
      boolean leftOut = LEFT_OUT.getOrDefault(kind, Set.of()).contains(field);
      if (leftOut || (value && values > Limits.PAYLOAD)) {
        position = next;
      } else if (inner != null && isFollowed(inner, next - body)) {
        count(inner, body);
        Kept message = message(inner, body, next, depth + (inner == Kind.GRAPH ? 1 : 0));
        result.writeMessage(tag, message);
        position = next;
      } else {
        keep(start, next - start, result);
        position = next;
      }
    }
    return result;
  }

  private void count(Kind kind, long where) {
    if (kind == Kind.NODE && ++operations > Limits.OPERATIONS) {
      throw at(
          where, "more than %,d operations, the most that are read".formatted(Limits.OPERATIONS));
    }
  }

  /** Small messages are copied, unless they are to be counted or may nest. */
  private static boolean isFollowed(Kind inner, long size) {
    return inner == Kind.GRAPH
        || inner == Kind.NODE
        || inner == Kind.ATTRIBUTE
        || inner == Kind.FUNCTION
        || size > Limits.PAYLOAD;
  }

  private void keep(long from, long count, Kept to) throws IOException {
    kept += count;
    if (kept > Limits.KEPT) {
      throw at(
          from,
          "more than %d MiB beside the values of tensors, the most that are read"
              .formatted(Limits.KEPT >> 20));
    }
    bytes.copy(from, (int) count, to);
  }

  private long length;

  /** Goes behind a field's value. */
  private long after(int wireType, long start, long end, Kind kind) throws IOException {
    long next;
    switch (wireType) {
      case 0 -> {
        varint(end, kind);
        return position;
      }
      case 1 -> next = position + 8;
      case 2 -> {
        length = varint(end, kind);
        if (length < 0 || length > end - position) {
          throw at(
              start,
              "%s ends before its field is whole: %s bytes are announced, %,d are left"
                      .formatted(
                          kind.title,
                          length < 0 ? "more than 2^63" : "%,d".formatted(length),
                          end - position)
                  + (end == bytes.size() ? ". The file is cut off" : ""));
        }
        next = position + length;
      }
      case 5 -> next = position + 4;
      default ->
          throw at(
              start,
              "%s has a field of wire type %d, which ONNX does not use"
                  .formatted(kind.title, wireType));
    }
    if (next > end) {
      throw at(start, "%s ends within a field".formatted(kind.title));
    }
    return next;
  }

  private long varint(long end, Kind kind) throws IOException {
    long start = position;
    long value = 0;
    for (int i = 0; i < LONGEST_VARINT; i++) {
      if (position >= end) {
        throw at(start, "%s ends within a number".formatted(kind.title));
      }
      int next = bytes.at(position++);
      value |= (long) (next & 0x7f) << (7 * i);
      if (next < 0x80) {
        return value;
      }
    }
    throw at(start, "a number of more than %d bytes".formatted(LONGEST_VARINT));
  }

  private static OnnxException at(long where, String what) {
    return new OnnxException("byte %,d: %s".formatted(where, what));
  }
}
