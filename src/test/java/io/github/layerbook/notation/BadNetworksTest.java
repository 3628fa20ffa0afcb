package io.github.layerbook.notation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.network.NetworkException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Networks that are right but for one fault: each gets one error with place, fault and fix. */
class BadNetworksTest {
  private static final Notation NOTATION = Notation.standard();
  private static final int CASES = 12_000;

  /**
   * What can be wrong, as the lines that bring it in and a part of the error. In them, {@code @} is
   * the layer before, {@code >} the layer after, and C one channel more than there are.
   */
  private enum Fault {
    GROUPS("divisible by groups", "bad: conv 3x3-7 groups=2", "bad: conv 1x1-8 groups=3"),
    KERNEL(
        "is larger than", "bad: conv 99x99-8", "bad: maxpool 77x77", "bad: conv 3x3-4 dilation=50"),
    UNEQUAL("channels", "bad: add {|conv 1x1-C|}", "bad: multiply {|conv 3x3-C padding=1|} and {}"),
    EXTENTS("height", "bad: concat {|maxpool 2x2|}", "bad: concat {|conv 2x2-4|} and {|relu|}"),
    CIRCLE(
        "never in a circle", "bad: add from @, >", "bad: relu from bad", "bad: relu weights of >"),
    DANGLING("is not a layer before it", "bad: relu from nowhere", "bad: add from @, block.x"),
    OUTPUT("there is no [2]", "bad: relu from @[2]", "bad: add from @, @[2]"),
    DUPLICATE(
        "two layers have this name", "bad: relu|bad: relu", "block b {|bad: relu|bad: relu|}"),
    ZERO(
        "at least 1",
        "bad: conv 3x3-0",
        "bad: conv 3x0-4",
        "bad: conv 3x3-4 stride=0",
        "bad: maxpool 0x2",
        "bad: conv 3x3-4 groups=0",
        "bad: fc 0",
        "bad: conv 3x3-4 dilation=0"),
    NEGATIVE(
        "not a whole number",
        "bad: conv 3x3--4",
        "bad: conv 3x3-4 stride=-1",
        "bad: conv 3x3-4 padding=-2",
        "bad: fc -3",
        "bad: maxpool -2x2"),
    FRACTION("not a whole number", "bad: conv 3x3-4 stride=1.5", "bad: fc 2.5"),
    BEYOND(
        "beyond 64 bits",
        "bad: conv 3x3-99999999999999999999",
        "bad: conv 1x1-9000000000000000000"),
    WEIGHTS("weight", "bad: conv 5x5-9 weights of first", "bad: relu weights of first"),
    UNKNOWN("unknown layer", "bad: convv 3x3-4", "bad: xyzzy"),
    OPTION("has no option", "bad: conv 3x3-4 strides=2", "bad: relu alpha=1"),
    BRACES("not closed", "block bad {", "bad: add {|relu", "block bad x2 {"),
    UNOPENED("closes no block", "}"),
    TIMES("cannot be repeated", "block bad x0 {|relu|}", "block bad x9999999 {|relu|}"),
    MANY("more than 100,000 layers", "block bad x99999 {|relu|relu|}"),
    EMPTY("have no layers", "bad: add {|}", "bad: concat {} and {}"),
    NAME("is not a", "b?d: relu", "block b/d {|relu|}");

    private final String problem;
    private final String lines;

    Fault(String problem, String... lines) {
      this.problem = problem;
      this.lines = String.join("\n", lines);
    }

    List<String> lines() {
      return lines.lines().toList();
    }
  }

  /** A network that is right: names of its layers, and their lines. */
  private record Sound(List<String> lines, int channels) {
    static Sound of(Random random) {
      List<String> lines = new ArrayList<>();
      int channels = 4 * (1 + random.nextInt(3));
      int side = 12 + random.nextInt(20);
      lines.add("input: input %dx%dx3".formatted(side, side));
      lines.add("first: conv 3x3-%d padding=1".formatted(channels));
      for (int i = 0; i < 1 + random.nextInt(8); i++) {
        lines.add("l" + i + ": " + layer(random, channels));
      }
      return new Sound(lines, channels);
    }

    private static String layer(Random random, int channels) {
      return switch (random.nextInt(4)) {
        case 0 -> "conv 3x3-%d padding=1".formatted(channels);
        case 1 -> "batchnorm";
        case 2 -> "maxpool 3x3 stride=1 padding=1";
        default -> "relu";
      };
    }

    /** Returns the text with a fault behind the layer at a position. */
    String with(String fault, int at) {
      String before = name(at);
      String after = at + 1 < lines.size() ? name(at + 1) : "end";
      List<String> all = new ArrayList<>(lines.subList(0, at + 1));
      String channelsMore = Integer.toString(channels + 1);
      for (String line : fault.split("\\|", -1)) {
        all.add(line.replace("@", before).replace(">", after).replace("-C", "-" + channelsMore));
      }
      all.addAll(lines.subList(at + 1, lines.size()));
      all.add("end: relu");
      return String.join("\n", all);
    }

    private String name(int at) {
      return lines.get(at).substring(0, lines.get(at).indexOf(':'));
    }
  }

  @Test
  void eachFaultOfATextIsToldOnceWithPlaceAndMend() {
    Random random = new Random(4_711);
    Map<Fault, Integer> seen = new EnumMap<>(Fault.class);
    for (int i = 0; i < CASES; i++) {
      Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
      Sound sound = Sound.of(random);
      String lines = fault.lines().get(random.nextInt(fault.lines().size()));
      int at = 1 + random.nextInt(sound.lines().size() - 1);
      String text = sound.with(lines, at);
      long start = System.nanoTime();
      NotationException e = assertThrows(NotationException.class, () -> NOTATION.parse(text), text);
      assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(1), text);
      String message = String.valueOf(e.getMessage());
      assertTrue(message.contains(fault.problem), text + "\n\n" + message);
      assertTrue(e.line() > at + 1 && e.line() <= text.lines().count(), text + "\n\n" + message);
      assertTrue(!e.fix().isEmpty() || e.problem().contains(": "), message);
      assertTrue(message.lines().count() <= 5 && !message.contains("Exception"), message);
      seen.merge(fault, 1, Integer::sum);
    }
    assertEquals(Fault.values().length, seen.size());
  }

  @Test
  void aSoundTextIsReadAfterABadOne() {
    Random random = new Random(11);
    for (int i = 0; i < 200; i++) {
      Sound sound = Sound.of(random);
      Network network = NOTATION.parse(sound.with("ok: relu", 1)).network();
      assertThrows(
          NotationException.class, () -> NOTATION.parse(sound.with("ok: conv 99x99-1", 1)));
      assertEquals(network, NOTATION.parse(sound.with("ok: relu", 1)).network());
    }
  }

  @Test
  void eachFaultOfABuilderNamesTheLayerAndStaysTheSame() {
    Random random = new Random(815);
    List<Fault> faults =
        List.of(
            Fault.GROUPS, Fault.KERNEL, Fault.ZERO, Fault.DUPLICATE, Fault.DANGLING, Fault.CIRCLE);
    for (int i = 0; i < CASES / 3; i++) {
      Fault fault = faults.get(i % faults.size());
      NetworkBuilder builder = sound(Sound.of(random));
      switch (fault) {
        case DUPLICATE -> builder.add("bad", layer("relu")).add("bad", layer("relu"));
        case DANGLING -> builder.from(List.of("nowhere")).add("bad", layer("relu"));
        case CIRCLE -> builder.from(List.of("end")).add("bad", layer("relu"));
        default -> {
          List<String> lines = fault.lines();
          builder.add("bad", layer(lines.get(random.nextInt(lines.size())).substring(5)));
        }
      }
      builder.add("end", layer("relu"));
      NetworkException e = assertThrows(NetworkException.class, builder::build);
      assertTrue(e.problem().contains(fault.problem), e.getMessage());
      assertTrue(e.node().endsWith("bad"), e.getMessage());
      assertTrue(e.problem().contains(": "), e.getMessage());
      assertEquals(
          e.getMessage(), assertThrows(NetworkException.class, builder::build).getMessage());
    }
  }

  private static NetworkBuilder sound(Sound sound) {
    NetworkBuilder builder = Network.named("n");
    for (String line : sound.lines()) {
      int colon = line.indexOf(':');
      builder.add(line.substring(0, colon), layer(line.substring(colon + 2)));
    }
    return builder;
  }

  private static Layer layer(String text) {
    Cell cell = Cell.of(1, text);
    return new LayerReader(NOTATION.vocabulary())
        .read(cell, cell.part(cell.to(), cell.to()))
        .layer();
  }
}
