package io.github.layerbook.exercise;

import io.github.layerbook.layer.Work;
import io.github.layerbook.network.Applied;
import io.github.layerbook.network.Network;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.notation.NotationException;
import io.github.layerbook.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Draws the network and the layer of an exercise from a seed. */
final class Drawing {
  private static final int LEVELS = 3;
  private static final int TRIES = 1_000;

  private final Topic topic;
  private final int level;
  private final Random random;
  private final List<String> lines = new ArrayList<>();
  private int channels;

  Drawing(Topic topic, int level, long seed) {
    if (level < 1 || level > LEVELS) {
      throw new IllegalArgumentException(
          "there is no level %d: levels are 1, 2 and 3".formatted(level));
    }
    this.topic = topic;
    this.level = level;
    this.random = new Random(31 * (31 * seed + topic.name().hashCode()) + level);
  }

  /** Draws until a network can be built that has a layer to ask about. */
  Exercise exercise() {
    for (int i = 0; i < TRIES; i++) {
      lines.clear();
      String text = topic == Topic.CACHE ? decoder() : convolutional();
      try {
        Network network = Notation.standard().parse("exercise", text).network();
        List<String> layers = askable(network);
        if (!layers.isEmpty()) {
          return new Exercise(topic, network, layers.get(random.nextInt(layers.size())));
        }
      } catch (NotationException e) {
        // Windows larger than what is left of the image: draw again.
      }
    }
    throw new IllegalStateException("no exercise could be drawn");
  }

  /** Layers whose answer takes some thought, and can be met by a mistake. */
  private List<String> askable(Network network) {
    List<String> paths = new ArrayList<>();
    boolean first = topic == Topic.RECEPTIVE;
    for (Applied applied : network.applied()) {
      String path = applied.node().path();
      boolean counts = !applied.inputs().isEmpty() && counts(applied) && !first;
      first &= applied.declaration().fieldOfView().windows().isEmpty();
      if (counts && !Mistakes.of(topic, Report.of(network), path).isEmpty()) {
        paths.add(path);
      }
    }
    return paths;
  }

  private boolean counts(Applied applied) {
    boolean window = !applied.declaration().fieldOfView().windows().isEmpty();
    return switch (topic) {
      case PARAMETERS -> !applied.declaration().tensors().isEmpty();
      case MACS -> hasWeights(applied);
      case SHAPE, MEMORY, RECEPTIVE -> window;
      case CACHE -> !applied.declaration().cache().isEmpty();
    };
  }

  private static boolean hasWeights(Applied applied) {
    return applied.declaration().work().stream()
            .anyMatch(work -> work.kind() == Work.Kind.MULTIPLY_ADDS)
        && !applied.declaration().tensors().isEmpty();
  }

  private String decoder() {
    int heads = pick(4, 8, 16);
    int size = pick(32, 64, 128);
    lines.add("input %dx%d".formatted(pick(256, 512, 1024, 2048), heads * size));
    String keys = level == 1 ? "" : " keyheads=" + heads / pick(2, 4);
    String window = level == 3 ? " window=" + pick(64, 128) : "";
    lines.add("gqa %d%s%s".formatted(heads, keys, window));
    return String.join("\n", lines);
  }

  private String convolutional() {
    channels = pick(1, 3);
    int extent = pick(24, 28, 32, 40, 64);
    lines.add("input %dx%dx%d".formatted(extent, extent, channels));
    int stages = 2 + (topic == Topic.RECEPTIVE ? 1 : random.nextInt(2));
    for (int stage = 0; stage < stages; stage++) {
      addConvolution();
      if (level > 1 && random.nextBoolean()) {
        lines.add("batchnorm");
      }
      lines.add("relu");
      if (random.nextInt(3) > 0) {
        addPool();
      }
    }
    if (topic == Topic.PARAMETERS || topic == Topic.MACS) {
      lines.add("fc " + pick(10, 64, 100, 120));
    }
    return String.join("\n", lines);
  }

  private void addConvolution() {
    int kernel = pick(3, 3, 5, 7);
    StringBuilder line = new StringBuilder();
    int out = pick(6, 8, 12, 16, 24, 32);
    boolean grouped = level > 1 && channels % 4 == 0 && random.nextBoolean();
    if (level == 3 && channels > 3 && random.nextInt(3) == 0) {
      line.append("depthwise %dx%d".formatted(kernel, kernel));
      out = channels;
    } else {
      out = grouped ? out / 4 * 4 + 4 : out;
      line.append("conv %dx%d-%d".formatted(kernel, kernel, out));
      line.append(grouped ? " groups=" + pick(2, 4) : "");
    }
    line.append(level > 1 && random.nextBoolean() ? " stride=2" : "");
    line.append(random.nextBoolean() ? " padding=" + kernel / 2 : "");
    line.append(level == 3 && random.nextInt(3) == 0 ? " dilation=2" : "");
    line.append(level > 1 && random.nextInt(3) == 0 ? " bias=false" : "");
    channels = out;
    lines.add(line.toString());
  }

  private void addPool() {
    boolean overlapping = level > 1 && random.nextBoolean();
    String ceil = overlapping && random.nextBoolean() ? " ceil=true" : "";
    lines.add(overlapping ? "maxpool 3x3 stride=2" + ceil : "maxpool 2x2");
  }

  private int pick(int... of) {
    return of[random.nextInt(of.length)];
  }
}
