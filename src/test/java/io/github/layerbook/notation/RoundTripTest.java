package io.github.layerbook.notation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.activation.Dropout;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.layer.linear.FullyConnected;
import io.github.layerbook.layer.pooling.AveragePool;
import io.github.layerbook.layer.pooling.MaxPool;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.network.NetworkException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is printed is read back as the same network. */
class RoundTripTest {
  private static final Notation NOTATION = Notation.standard();

  @Test
  void generatedNetworksAreReadBackFromTheirText() {
    Random random = new Random(7);
    int made = 0;
    for (int i = 0; i < 2_000; i++) {
      try {
        Network network = network(random);
        assertEquals(network, NOTATION.parse(network.toString()).network(), network.toString());
        made++;
      } catch (NetworkException e) {
        assertTrue(!e.problem().isBlank());
      }
    }
    assertTrue(made > 500, "networks made: " + made);
  }

  @Test
  void generatedGraphsAreReadBackFromTheirText() {
    Random random = new Random(11);
    int made = 0;
    for (int i = 0; i < 3_000; i++) {
      try {
        Network network = GeneratedGraphs.network(random);
        assertEquals(network, NOTATION.parse(network.toString()).network(), network.toString());
        made++;
      } catch (NetworkException e) {
        assertTrue(!e.problem().isBlank());
      }
    }
    assertTrue(made > 2_000, "networks made: " + made);
  }

  @Test
  void theLecturesAndThePapersNetworksAreReadBack() {
    Network lecture = NOTATION.parse("vgg16", Texts.read("lecture.txt")).network();
    assertEquals(lecture, NOTATION.parse(lecture.toString()).network());
    for (Definition column : NOTATION.parseAll(Texts.read("table1.md"))) {
      assertEquals(column.network(), NOTATION.parse(column.network().toString()).network());
    }
  }

  @Test
  void whatALayerReadsAndSharesIsReadBack() {
    NetworkBuilder builder = Network.named("shared").input(8, 8, 3);
    NetworkBuilder.Point image = builder.here();
    builder.add("a", Convolution.of(1, 3));
    NetworkBuilder.Point a = builder.here();
    builder.from(image).addShared("b", Convolution.of(1, 3), a);
    builder.block(
        "tail", inner -> inner.from(a).add("c", new Activation(Activation.Kind.RELU, true)));
    Network network = builder.build();
    assertTrue(network.toString().contains(" from input weights of a"), network.toString());
    assertEquals(network, NOTATION.parse(network.toString()).network());
  }

  @Test
  void severalPrintedNetworksAreReadOneAfterTheOther() {
    Network one = Network.named("one").input(4, 4, 1).maxPool(2).build();
    Network two = Network.named("two").input(10).fullyConnected(3).build();
    assertEquals(
        List.of(one, two),
        NOTATION.parseAll(one + "" + two).stream().map(Definition::network).toList());
  }

  private static Network network(Random random) {
    NetworkBuilder builder = Network.named("n" + random.nextInt(100));
    long size = 8L + random.nextInt(60);
    builder.input(size, size, 1 + random.nextInt(8));
    int blocks = random.nextInt(4);
    fill(builder, random, blocks);
    if (random.nextBoolean()) {
      builder.fullyConnected(1 + random.nextInt(50)).softmax();
    }
    return builder.build();
  }

  private static void fill(NetworkBuilder builder, Random random, int blocks) {
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      builder.add(random.nextInt(4) == 0 ? "layer" + random.nextInt(1000) : "", layer(random));
    }
    for (int i = 0; i < blocks; i++) {
      builder.block("b" + i, inner -> fill(inner, random, blocks - 2));
    }
  }

  private static Layer layer(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> Convolution.preserving(1 + random.nextInt(5), 1 + random.nextInt(32));
      case 1 -> convolution(random);
      case 2 -> MaxPool.of(1 + random.nextInt(3)).stride(1 + random.nextInt(2));
      case 3 -> AveragePool.of(1 + random.nextInt(2));
      case 4 -> new Dropout(random.nextInt(100) / 100.0);
      default ->
          random.nextInt(12) == 0
              ? FullyConnected.of(5)
              : new Activation(Activation.Kind.RELU, random.nextBoolean());
    };
  }

  private static Convolution convolution(Random random) {
    Padding padding =
        switch (random.nextInt(4)) {
          case 0 -> Padding.of(Padding.Mode.VALID);
          case 1 -> Padding.of(Padding.Mode.FULL);
          case 2 -> Padding.of(Extents.of(1, 0).sizes(), Extents.of(0, 2).sizes());
          default -> Padding.of(random.nextInt(3), random.nextInt(3));
        };
    return Convolution.of(1 + random.nextInt(4), 1 + random.nextInt(16))
        .stride(1 + random.nextInt(2), 1 + random.nextInt(2))
        .padding(padding)
        .dilation(1 + random.nextInt(2))
        .bias(random.nextBoolean());
  }
}
