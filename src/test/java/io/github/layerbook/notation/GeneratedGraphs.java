package io.github.layerbook.notation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.merge.Concatenate;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.layer.normalization.BatchNormalization;
import io.github.layerbook.layer.pooling.MaxPool;
import io.github.layerbook.layer.shape.Chunk;
import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.network.NetworkBuilder.Point;
import io.github.layerbook.network.NetworkException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Makes networks of nested and repeated blocks, branches, skips, several inputs and outputs, and
 * shared weights; every layer keeps the shape 8×8×4, so that all of them can be built.
 */
public final class GeneratedGraphs {
  /** Names that are the notation's own words, or look like parts of them, among others. */
  private static final List<String> NAMES =
      List.of("a", "b2", "1", "add", "and", "of", "from", "block", "x2", "shared", "weights", "é");

  private final Random random;
  private final NetworkBuilder net;
  private final List<Point> outermost = new ArrayList<>();
  private int left;

  private GeneratedGraphs(Random random) {
    this.random = random;
    this.net = Network.named("graph").add(name(), Input.of(8, 8, 4));
    this.left = 4 + random.nextInt(30);
  }

  /** Makes a network. */
  public static Network network(Random random) {
    GeneratedGraphs graph = new GeneratedGraphs(random);
    graph.outermost.add(graph.net.here());
    if (random.nextInt(4) == 0) {
      graph.net.add("second", Input.of(8, 8, 4));
      graph.outermost.add(graph.net.here());
    }
    while (graph.left > 0) {
      graph.part(3);
      graph.outermost.add(graph.net.here());
    }
    return graph.net.build();
  }

  /** Makes a number of networks: those that can be built, in which no name stands twice. */
  public static List<Network> networks(Random random, int number) {
    List<Network> networks = new ArrayList<>();
    while (networks.size() < number) {
      try {
        networks.add(network(random));
      } catch (NetworkException e) {
        assertTrue(String.valueOf(e.getMessage()).contains("two layers"), e::getMessage);
      }
    }
    return networks;
  }

  private void parts(int depth) {
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      part(depth);
    }
  }

  private void part(int depth) {
    left--;
    switch (depth == 0 ? random.nextInt(3) : random.nextInt(9)) {
      case 0, 1 -> net.add(name(), layer());
      case 2 -> ends();
      case 3 -> net.block(unique(), inner -> parts(depth - 1));
      case 4 -> alike(depth);
      case 5 -> net.residual(inner -> parts(depth - 1));
      case 6 -> net.branches(name(), merge(), List.of(branch(depth), branch(depth)));
      case 7 -> concatenated(depth);
      default -> skip();
    }
  }

  /** A block that stands there several times, with weights of its own or of the first. */
  private void alike(int depth) {
    long seed = random.nextLong();
    int times = 2 + random.nextInt(3);
    Consumer<NetworkBuilder> same =
        inner -> new Copy(new Random(seed)).parts(Math.min(1, depth - 1), inner);
    if (random.nextBoolean()) {
      net.repeat(unique(), times, same);
    } else {
      net.repeatShared(unique(), times, same);
    }
  }

  /** Layers that are the same each time they are made from one seed. */
  private record Copy(Random random) {
    void parts(int depth, NetworkBuilder net) {
      net.convolution(1, 4);
      if (random.nextBoolean()) {
        net.add(BatchNormalization.of());
      }
      if (depth > 0 && random.nextBoolean()) {
        net.residual(inner -> parts(depth - 1, inner));
      }
    }
  }

  private void concatenated(int depth) {
    List<Consumer<NetworkBuilder>> branches = new ArrayList<>();
    for (int i = 2 + random.nextInt(2); i > 0; i--) {
      branches.add(branch(depth));
    }
    net.branches(name(), new Concatenate(), branches).add(name(), Convolution.of(1, 4));
  }

  /** A branch: in a block of its own, in none, or the identity. */
  private Consumer<NetworkBuilder> branch(int depth) {
    return switch (random.nextInt(4)) {
      case 0 -> skip -> {};
      case 1 -> inner -> inner.block(unique(), in -> parts(depth - 1));
      default -> inner -> parts(depth - 1);
    };
  }

  /** A merge with a layer from far before, or a layer that reads one, sharing weights or not. */
  private void skip() {
    Point far = outermost.get(random.nextInt(outermost.size()));
    if (random.nextBoolean()) {
      net.from(net.here(), far).add(name(), merge());
    } else {
      net.from(far).add(name(), layer());
    }
  }

  /** Layers with several outputs, of which one is read. */
  private void ends() {
    if (random.nextInt(3) > 0) {
      net.add(name(), layer());
      return;
    }
    net.add(name(), new Chunk(2, 1));
    net.from(net.here().output(random.nextInt(2))).add(name(), Convolution.of(1, 4));
  }

  private Layer merge() {
    return new Merge(
        random.nextBoolean() ? Merge.Kind.ADD : Merge.Kind.MULTIPLY, random.nextBoolean());
  }

  private Layer layer() {
    return switch (random.nextInt(4)) {
      case 0 -> Convolution.preserving(3, 4).bias(random.nextBoolean());
      case 1 -> BatchNormalization.of();
      case 2 -> MaxPool.of(3).stride(1).padding(1);
      default -> Activation.relu();
    };
  }

  /** No name, mostly, or one that only this layer has. */
  private String name() {
    return random.nextInt(3) > 0 ? "" : unique();
  }

  private String unique() {
    return NAMES.get(random.nextInt(NAMES.size()))
        + (random.nextInt(9) == 0 ? "" : "_" + random.nextInt(1_000));
  }
}
