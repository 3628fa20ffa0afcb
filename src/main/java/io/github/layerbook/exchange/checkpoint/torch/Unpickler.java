package io.github.layerbook.exchange.checkpoint.torch;

import io.github.layerbook.exchange.checkpoint.torch.Pickled.Bytes;
import io.github.layerbook.exchange.checkpoint.torch.Pickled.Dictionary;
import io.github.layerbook.exchange.checkpoint.torch.Pickled.Global;
import io.github.layerbook.exchange.checkpoint.torch.Pickled.Items;
import io.github.layerbook.exchange.checkpoint.torch.Pickled.None;
import io.github.layerbook.exchange.checkpoint.torch.Pickled.Unmade;
import io.github.layerbook.exchange.container.ByteReader;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a pickle without running it.
 *
 * <p>The opcodes that data need are read, of protocols 0 to 5; see {@code pickletools.py} of
 * Python. Classes and functions stay names; what one of them would be called with goes to {@link
 * KnownCalls}.
 */
final class Unpickler {
  /** Longer numbers take a time that grows with their square. */
  private static final int DIGITS = 1000;

  private static final int NAME = 1000;

  private final ByteReader in;
  private final KnownCalls calls;
  private final List<Object> stack = new ArrayList<>();
  private final Deque<Integer> marks = new ArrayDeque<>();
  private final Map<Long, Object> memo = new HashMap<>();
  private long budget;

  /**
   * Prepares to read a pickle.
   *
   * @param budget how many values it may make, memory among them
   */
  Unpickler(ByteReader in, KnownCalls calls, long budget) {
    this.in = in;
    this.calls = calls;
    this.budget = budget;
  }

  /** Returns the value of the pickle that begins here, and stops behind it. */
  Object read() throws IOException {
    while (true) {
      long at = in.position();
      int opcode = in.u8();
      if (opcode == '.') {
        return pop();
      } else if (!isValue(opcode) && !isContainer(opcode) && !isCall(opcode)) {
        throw in.error(
            at, "the pickle's opcode 0x%02X is not one that a state dict needs".formatted(opcode));
      }
    }
  }

  /** Reads numbers, texts, and what the memory holds. */
  private boolean isValue(int opcode) throws IOException {
    switch (opcode) {
      case 0x80 -> in.u8();
      case 0x95 -> in.i64();
      case 'N' -> push(None.NONE);
      case 0x88 -> push(true);
      case 0x89 -> push(false);
      case 'K' -> push((long) in.u8());
      case 'M' -> push((long) in.u16());
      case 'J' -> push((long) in.i32());
      case 0x8A -> push(whole(in.u8()));
      case 0x8B -> push(whole(in.u32()));
      case 'I' -> push(line(in.line(DIGITS)));
      case 'L' -> push(decimal(in.line(DIGITS).replaceFirst("L$", "")));
      case 'G' -> push(Double.longBitsToDouble(Long.reverseBytes(in.i64())));
      case 'F' -> push(fraction(in.line(DIGITS)));
      case 'X', 'T' -> push(text(in.u32()));
      case 0x8C, 'U' -> push(text(in.u8()));
      case 0x8D -> push(text(in.i64()));
      case 'V' -> push(in.line(1 << 16));
      case 'S' -> push(in.line(1 << 16).replaceAll("^['\"]|['\"]$", ""));
      case 'C' -> push(skipped(in.u8()));
      case 'B' -> push(skipped(in.u32()));
      case 0x8E, 0x96 -> push(skipped(in.i64()));
      case 'q' -> put(in.u8());
      case 'r' -> put(in.u32());
      case 'p' -> put(index(in.line(DIGITS)));
      case 0x94 -> put(memo.size());
      case 'h' -> push(get(in.u8()));
      case 'j' -> push(get(in.u32()));
      case 'g' -> push(get(index(in.line(DIGITS))));
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Makes and fills lists, tuples and dictionaries. */
  private boolean isContainer(int opcode) {
    switch (opcode) {
      case '(' -> marks.push(stack.size());
      case ']', ')', 0x8F -> push(new Items(List.of()));
      case '}' -> push(new Dictionary());
      case 'l', 't', 0x91 -> push(new Items(popMarked()));
      case 0x85 -> push(new Items(popLast(1)));
      case 0x86 -> push(new Items(popLast(2)));
      case 0x87 -> push(new Items(popLast(3)));
      case 'd' -> {
        List<Object> pairs = popMarked();
        Dictionary made = new Dictionary();
        fill(made, pairs);
        push(made);
      }
      case 'a' -> append(popLast(1));
      case 'e', 0x90 -> append(popMarked());
      case 's' -> setItems(popLast(2));
      case 'u' -> setItems(popMarked());
      case '0' -> {
        if (!marks.isEmpty() && marks.peek() == stack.size()) {
          marks.pop();
        } else {
          pop();
        }
      }
      case '1' -> popMarked();
      case '2' -> push(peek());
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Names classes and functions, and says what would be called. */
  private boolean isCall(int opcode) throws IOException {
    switch (opcode) {
      case 'c' -> push(new Global(in.line(NAME), in.line(NAME)));
      case 0x93 -> {
        List<Object> names = popLast(2);
        if (!(names.get(0) instanceof String module) || !(names.get(1) instanceof String name)) {
          throw in.error("names a class by something that is not a text");
        }
        push(new Global(module, name));
      }
      case 'Q' -> push(calls.persistent(items(pop(), "a persistent id")));
      case 'R', 0x81 -> {
        List<Object> pair = popLast(2);
        push(calls.call(global(pair.get(0)), items(pair.get(1), "the arguments of a call")));
      }
      case 0x92 -> {
        List<Object> parts = popLast(3);
        push(calls.call(global(parts.get(0)), items(parts.get(1), "the arguments of a call")));
      }
      case 'b' -> {
        Object state = pop();
        if (peek() instanceof Unmade unmade) {
          unmade.build(state);
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void push(Object value) {
    spend();
    stack.add(value);
  }

  private void spend() {
    if (--budget < 0) {
      throw in.error("the pickle makes more values than a state dict of this size needs");
    }
  }

  private Object pop() {
    requireDepth(1);
    return stack.remove(stack.size() - 1);
  }

  private Object peek() {
    requireDepth(1);
    return stack.get(stack.size() - 1);
  }

  private void requireDepth(int number) {
    int bottom = marks.isEmpty() ? 0 : marks.peek();
    if (stack.size() - number < bottom) {
      throw in.error("the pickle takes more from its stack than there is");
    }
  }

  private List<Object> popLast(int number) {
    requireDepth(number);
    return cut(stack.size() - number);
  }

  private List<Object> popMarked() {
    if (marks.isEmpty()) {
      throw in.error("the pickle takes more from its stack than there is");
    }
    return cut(marks.pop());
  }

  private List<Object> cut(int from) {
    List<Object> tail = stack.subList(from, stack.size());
    List<Object> cut = List.copyOf(tail);
    tail.clear();
    return cut;
  }

  private void append(List<Object> values) {
    items(peek(), "a list that is appended to").addAll(values);
  }

  private void setItems(List<Object> pairs) {
    if (peek() instanceof Dictionary dictionary) {
      fill(dictionary, pairs);
    } else if (!(peek() instanceof Unmade)) {
      throw in.error("sets items of something that is not a dictionary");
    }
  }

  private void fill(Dictionary dictionary, List<Object> pairs) {
    if (pairs.size() % 2 != 0) {
      throw in.error("a dictionary has a key without value");
    }
    for (int i = 0; i < pairs.size(); i += 2) {
      dictionary.entries().put(pairs.get(i), pairs.get(i + 1));
    }
  }

  private void put(long place) {
    spend();
    memo.put(place, peek());
  }

  private Object get(long place) {
    Object found = memo.get(place);
    if (found == null) {
      throw in.error("nothing is kept at the place %,d of the pickle's memory".formatted(place));
    }
    return found;
  }

  private List<Object> items(Object value, String what) {
    if (value instanceof Items list) {
      return list.items();
    }
    throw in.error(what + " is not a list");
  }

  private Global global(Object value) {
    if (value instanceof Global found) {
      return found;
    }
    throw in.error("calls something that is not a class or function");
  }

  private String text(long length) throws IOException {
    return in.text(length, "a text");
  }

  private Bytes skipped(long length) throws IOException {
    in.skip(length, "a run of bytes");
    return new Bytes(length);
  }

  private Object whole(long length) throws IOException {
    if (length > DIGITS) {
      throw in.error("a number of %,d bytes".formatted(length));
    }
    byte[] little = in.bytes(length, "a number");
    byte[] big = new byte[little.length + 1];
    big[0] = little.length > 0 && little[little.length - 1] < 0 ? (byte) -1 : 0;
    for (int i = 0; i < little.length; i++) {
      big[big.length - 1 - i] = little[i];
    }
    return small(new BigInteger(big));
  }

  private static Object small(BigInteger number) {
    return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
  }

  /** The text form of whole numbers has flags too. */
  private Object line(String digits) {
    return digits.equals("00") ? (Object) false : digits.equals("01") ? true : decimal(digits);
  }

  private Object decimal(String digits) {
    try {
      return small(new BigInteger(digits));
    } catch (NumberFormatException e) {
      throw in.error("“%s” is not a number".formatted(digits));
    }
  }

  private Object fraction(String digits) {
    try {
      return Double.parseDouble(digits);
    } catch (NumberFormatException e) {
      throw in.error("“%s” is not a number".formatted(digits));
    }
  }

  private long index(String digits) {
    if (decimal(digits) instanceof Long place) {
      return place;
    }
    throw in.error("“%s” is not a place of the pickle's memory".formatted(digits));
  }
}
