package io.github.layerbook.receptive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.notation.Notation;
import io.github.layerbook.receptive.ReceptiveFields.Extent;
import io.github.layerbook.receptive.ReceptiveFields.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Holds receptive fields to brute force: which inputs reach an output by the arithmetic of indices
 * that the layers' documentation has, followed output by output.
 */
class BruteForceTest {
  private static final int SIDE = 48;

  /** What an output reads of a map of some length; positions outside are padding. */
  private interface Reads {
    List<Integer> at(int output, int in, int out);
  }

  private record Step(String text, Reads reads) {}

  private static final List<Step> STEPS = steps();

  private static List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    for (int[] o :
        new int[][] {{3, 1, 1, 1}, {3, 2, 1, 1}, {2, 2, 0, 1}, {3, 1, 2, 2}, {5, 3, 0, 1}}) {
      steps.add(
          new Step(
              "conv %1$dx%1$d-1 stride=%2$d padding=%3$d dilation=%4$d"
                  .formatted(o[0], o[1], o[2], o[3]),
              (p, in, out) -> window(p * o[1] - o[2], o[0], o[3])));
      steps.add(
          new Step(
              "convtranspose %1$dx%1$d-1 stride=%2$d padding=%3$d dilation=%4$d"
                  .formatted(o[0], o[1], o[2], o[3]),
              (p, in, out) -> placed(p, in, o)));
    }
    steps.add(new Step("maxpool 2x2", (p, in, out) -> window(2 * p, 2, 1)));
    steps.add(new Step("convtranspose 2x2-1 stride=3", (p, in, out) -> placed(p, in, 2, 3, 0, 1)));
    for (int scale = 2; scale <= 3; scale++) {
      int by = scale;
      steps.add(new Step("upsample " + by, (p, in, out) -> List.of(p / by)));
      steps.add(
          new Step("upsample " + by + " mode=nearest_exact", (p, in, out) -> List.of(p / by)));
      steps.add(
          new Step("upsample " + by + " mode=bilinear", (p, in, out) -> between(p, 1.0 / by)));
    }
    for (int size : new int[] {7, 20, 24}) {
      String to = size + "x" + size;
      steps.add(new Step("resize " + to, (p, in, out) -> List.of(p * in / out)));
      steps.add(
          new Step(
              "resize " + to + " mode=nearest_exact",
              (p, in, out) -> List.of((2 * p + 1) * in / (2 * out))));
      steps.add(
          new Step(
              "resize " + to + " mode=bilinear", (p, in, out) -> between(p, (double) in / out)));
      steps.add(
          new Step(
              "adaptivemaxpool " + to,
              (p, in, out) -> range(p * in / out, ((p + 1) * in + out - 1) / out)));
    }
    steps.add(new Step("crop 2", (p, in, out) -> List.of(p + 2)));
    steps.add(new Step("pad 1", (p, in, out) -> List.of(p - 1)));
    return steps;
  }

  private static List<Integer> window(int first, int taps, int dilation) {
    List<Integer> read = new ArrayList<>();
    for (int tap = 0; tap < taps; tap++) {
      read.add(first + tap * dilation);
    }
    return read;
  }

  private static List<Integer> range(int from, int to) {
    return window(from, to - from, 1);
  }

  /** The inputs whose windows, each placed in the output, reach it: inputs outside count too. */
  private static List<Integer> placed(int output, int in, int... options) {
    List<Integer> read = new ArrayList<>();
    for (int input = -in; input < 2 * in; input++) {
      for (int tap = 0; tap < options[0]; tap++) {
        if (input * options[1] - options[2] + tap * options[3] == output) {
          read.add(input);
        }
      }
    }
    return read;
  }

  /** PyTorch's half-pixel centres; a neighbour whose weight is 0 is not read. */
  private static List<Integer> between(int output, double scale) {
    double source = (output + 0.5) * scale - 0.5;
    int below = (int) Math.floor(source + 1e-9);
    return Math.abs(source - below) < 1e-9 ? List.of(below) : List.of(below, below + 1);
  }

  @Test
  void drawnChainsSeeWhatTheirIndicesReach() {
    Random random = new Random(7);
    int compared = 0;
    int differing = 0;
    for (int drawn = 0; drawn < 400; drawn++) {
      List<Step> chain = new ArrayList<>();
      for (int i = random.nextInt(4); i >= 0; i--) {
        chain.add(STEPS.get(random.nextInt(STEPS.size())));
      }
      String text = text(chain);
      List<Seen> all;
      try {
        all = fields(text);
      } catch (IllegalArgumentException tooSmall) {
        continue;
      }
      Seen last = all.get(all.size() - 1);
      int length = length(last);
      for (int output = 0; output < length; output++) {
        Set<Integer> reached = reached(all, chain, chain.size(), output);
        if (reached == null) {
          continue;
        }
        if (last.extent() == Extent.NOTHING) {
          assertTrue(reached.isEmpty(), text);
          continue;
        }
        assertEquals(Extent.WINDOW, last.extent(), text);
        ReceptiveField field = last.axes().get(0);
        assertEquals(reached, positions(field, output), text + "\noutput " + output);
        compared++;
        differing += field.extents().size() > 1 ? 1 : 0;
      }
    }
    assertTrue(compared > 2000 && differing > 200, compared + " outputs, " + differing);
  }

  /** What an output reaches in the input; null if any padding is met on the way. */
  private static @Nullable Set<Integer> reached(
      List<Seen> all, List<Step> chain, int steps, int output) {
    TreeSet<Integer> reached = new TreeSet<>(List.of(output));
    for (int step = steps; step > 0; step--) {
      int in = length(all.get(step - 1));
      int out = length(all.get(step));
      TreeSet<Integer> before = new TreeSet<>();
      for (int position : reached) {
        before.addAll(chain.get(step - 1).reads().at(position, in, out));
      }
      if (!before.isEmpty() && (before.first() < 0 || before.last() >= in)) {
        return null;
      }
      reached = before;
    }
    return reached;
  }

  private static Set<Integer> positions(ReceptiveField field, int output) {
    TreeSet<Integer> positions = new TreeSet<>();
    for (ReceptiveField.Stretch stretch : field.at(output)) {
      positions.addAll(range((int) stretch.from(), (int) stretch.to() + 1));
    }
    return positions;
  }

  private static int length(Seen seen) {
    return (int) seen.layer().output().spatial().get(0).size().value();
  }

  private static String text(List<Step> chain) {
    StringBuilder text = new StringBuilder("input " + SIDE + "x" + SIDE + "x1");
    chain.forEach(step -> text.append('\n').append(step.text()));
    return text.toString();
  }

  private static List<Seen> fields(String text) {
    return ReceptiveFields.of(Notation.standard().parse(text).network()).all();
  }

  /** Extents, effective stride, start offset and holes, counted by hand. */
  @ParameterizedTest
  @CsvSource({
    "concat {} and { maxpool 2x2 / conv 3x3-16 padding=1 / upsample 2 } / conv 3x3-1 padding=1, [8] 1.0 -4 0",
    "maxpool 2x2 / upsample 2, [2] 1.0 0 0",
    "maxpool 2x2 / upsample 2 / conv 2x2-1, '[2, 4] 1.0 0 0'",
    "upsample 2, [1] 0.5 0 0",
    "upsample 2 / maxpool 2x2, [1] 1.0 0 0",
    "upsample 2 mode=bilinear, [2] 0.5 -1 0",
    "upsample 3 mode=bilinear, '[1, 2] 0.3333333333333333 -1 0'",
    "convtranspose 2x2-1 stride=2, [1] 0.5 0 0",
    "convtranspose 2x2-1 stride=3, '[0, 1] 0.3333333333333333 0 0'",
    "convtranspose 4x4-1 stride=2 padding=1, [2] 0.5 -1 0",
    "convtranspose 3x3-1 stride=2 padding=same, '[1, 2] 0.5 -1 0'",
    "adaptiveavgpool 3x3, '[22] 21.333333333333332 0 0'",
    "adaptiveavgpool 48x48 / conv 3x3-1, '[4, 5] 1.3333333333333333 0 0'",
    "pixelshuffle 2, [1] 0.5 0 0",
    "pixelunshuffle 4, [4] 4.0 0 0",
    "conv 3x3-1 / crop 3:1x3:1, [3] 1.0 3 0",
  })
  void outputsThatTakeTurnsSayTheirExtents(String layers, String expected) {
    List<Seen> all = fields("input 64x64x4\n" + layers.replace(" / ", "\n"));
    ReceptiveField field = all.get(all.size() - 1).axes().get(0);
    assertEquals(
        expected,
        "%s %s %d %d".formatted(field.extents(), field.stride(), field.first(), field.holes()));
  }
}
