package io.github.layerbook.notation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.linear.EinsumDense;
import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.layer.vocabulary.Vocabulary;
import io.github.layerbook.memory.MemoryReport;
import io.github.layerbook.memory.Optimizer;
import io.github.layerbook.memory.Training;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.Node;
import io.github.layerbook.report.Report;
import io.github.layerbook.size.Size;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Printing and parsing are inverse for every network that can be built. */
class EveryNetworkIsReadBackTest {
  private static final Notation NOTATION =
      Notation.standard().with(Vocabulary.builtIn().with(Odd.class).with(Constant.class));

  /**
   * Characters that are signs of the notation, blanks, line ends, and those that it would clean.
   */
  private static final String CHARACTERS =
      "ab1x-,;:=.#/\"'\\ {}[]()|*×–“ＡéΩ\n\t\r\u2028\uE022%$<>&";

  /** A layer with options of every type that a value can be missing from. */
  @Word(value = "odd", title = "odd")
  record Odd(
      String what,
      List<Size> sizes,
      int number,
      @Default("a b") String note,
      @Default("") String more,
      @Default("1x2") List<Size> axes,
      @Default("") @Nullable Size count,
      @Default("") @Nullable Extents kernel,
      @Default("0.5") double rate,
      @Default("false") boolean on)
      implements Layer {
    Odd {
      sizes = List.copyOf(sizes);
      axes = List.copyOf(axes);
    }

    @Override
    public Declaration on(List<Shape> inputs) {
      return Declaration.of(inputs.get(0));
    }
  }

  /** A layer that reads nothing, and need not stand first. */
  @Word(value = "constant", title = "constant")
  record Constant() implements Layer {
    @Override
    public Declaration on(List<Shape> inputs) {
      return Declaration.of(inputs.isEmpty() ? Shape.features(Size.of(3)) : inputs.get(0));
    }
  }

  private static Network readBack(Network network) {
    String text = network.toString();
    Network read = NOTATION.parse(text).network();
    assertEquals(network, read, text);
    assertEquals(text, read.toString());
    return read;
  }

  @Test
  void networksOfAnyNodes() {
    Random random = new Random(3);
    for (int i = 0; i < 1_500; i++) {
      readBack(DrawnNetworks.network(random));
    }
  }

  @Test
  void networksOfAnyNodesNeedTheSameMemory() {
    Random random = new Random(4);
    for (int i = 0; i < 150; i++) {
      Network network = DrawnNetworks.network(random);
      Network read = NOTATION.parse(network.toString()).network();
      assertEquals(peaks(network), peaks(read), network.toString());
    }
  }

  private static List<Long> peaks(Network network) {
    Report report = Report.of(network);
    Training training = Training.with(Optimizer.ADAM);
    return List.of(
        MemoryReport.of(report).peak().value(),
        MemoryReport.of(report, training).peak().value(),
        MemoryReport.of(report, training.checkpointSqrt(network)).peak().value());
  }

  @Test
  void stagesThatNobodyWroteChangeNoFigure() {
    String layers =
        """
        input 32x32x3
        %sconv 3x3-16 padding=1
        %srelu
        %sconv 3x3-16 padding=1
        %srelu
        %smaxpool 2x2
        %sfc 10
        """;
    Network staged = NOTATION.parse(layers.replace("%s", "")).network();
    String named = layers;
    for (String name : List.of("a", "b", "c", "d", "e", "f")) {
      named = named.replaceFirst("%s", name + ": ");
    }
    Network flat = NOTATION.parse(named).network();
    assertEquals(List.of("conv1"), staged.blocks());
    assertEquals(List.of(), flat.blocks());
    assertEquals(peaks(flat), peaks(staged));
    assertEquals(peaks(flat), peaks(readBack(staged)));
    assertTrue(staged.toString().contains("stage conv1 {"), staged.toString());
  }

  @TestFactory
  Stream<DynamicTest> layersWithAnyOptions() {
    return Stream.concat(Vocabulary.builtInTypes().stream(), Stream.of(Odd.class))
        .flatMap(type -> LayerForm.of(type).stream())
        .map(form -> DynamicTest.dynamicTest(form.words().get(0), () -> layersOf(form)));
  }

  private static void layersOf(LayerForm form) {
    Random random = new Random(form.words().get(0).hashCode());
    int made = 0;
    for (int i = 0; i < 120; i++) {
      Layer layer = layer(form, random);
      if (layer != null) {
        String text = form.print(layer);
        assertEquals(layer, NOTATION.layer(text), text);
        made++;
      }
    }
    assertTrue(made > 0, "no " + form.words().get(0) + " was made");
  }

  /** A layer of options drawn anew; null if it refuses them. */
  private static @Nullable Layer layer(LayerForm form, Random random) {
    Map<String, String> options = new HashMap<>();
    for (String option : form.options()) {
      if (form.requiredOptions().contains(option) || random.nextInt(3) == 0) {
        options.put(option, value(random));
      }
    }
    try {
      return form.read(options);
    } catch (OptionException | LayerException e) {
      return required(form, options, random);
    }
  }

  /** With each option read by itself, so that one that is refused spoils no other. */
  private static @Nullable Layer required(
      LayerForm form, Map<String, String> drawn, Random random) {
    Map<String, String> options = new HashMap<>();
    form.requiredOptions().forEach(option -> options.put(option, sound(option, random)));
    if (form.words().contains("einsum")) {
      options.put("equation", "abc,cd->abd");
    }
    Layer layer;
    try {
      layer = form.read(options);
    } catch (OptionException | LayerException e) {
      return null;
    }
    for (Map.Entry<String, String> option : drawn.entrySet()) {
      try {
        layer = form.with(layer, option.getKey(), option.getValue());
      } catch (OptionException | LayerException e) {
        // the value stays as it was
      }
    }
    return layer;
  }

  private static String sound(String option, Random random) {
    return switch (option) {
      case "kernel", "size", "shape", "extents" -> random.nextBoolean() ? "3x3" : "2x4x8";
      case "perm", "permutation", "axes", "dims" -> "2x1";
      default -> Integer.toString(1 + random.nextInt(9));
    };
  }

  private static String value(Random random) {
    return switch (random.nextInt(9)) {
      case 0 -> "-" + random.nextInt(4);
      case 1 -> random.nextInt(9) + "x" + random.nextInt(9);
      case 2 -> Double.toString(random.nextDouble());
      case 3 ->
          List.of("1e300", "1e-7", "-0.0", "NaN", "Infinity", "1.5e18").get(random.nextInt(6));
      case 4 -> List.of("true", "full", "same", "valid", "max", "chw").get(random.nextInt(6));
      case 5 -> "1:2x0:3";
      case 6 -> text(random);
      default -> Integer.toString(random.nextInt(12));
    };
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i >= 0; i--) {
      text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
    }
    return text.toString();
  }

  @Test
  void optionsOfAnyTextInANetwork() {
    Random random = new Random(8);
    for (int i = 0; i < 500; i++) {
      List<Size> none = List.of();
      Odd odd =
          new Odd(
              random.nextInt(9) == 0 ? "" : text(random),
              random.nextBoolean() ? none : List.of(Size.of(3), Size.of(1)),
              random.nextInt(9) - 4,
              random.nextInt(4) == 0 ? "" : text(random),
              random.nextInt(4) == 0 ? "" : text(random),
              random.nextBoolean() ? none : List.of(Size.of(3)),
              random.nextBoolean() ? null : Size.of(random.nextInt(3)),
              random.nextBoolean() ? null : Extents.of(2, 3),
              random.nextBoolean() ? 0.5 : -0.0,
              random.nextBoolean());
      readBack(
          Network.named(text(random))
              .input(8, 8, 4)
              .add(odd)
              .residual(inner -> inner.add(Convolution.of(1, 4)).add(odd))
              .branches(List.of(a -> a.add(odd), b -> b.block("b", in -> in.add(odd))))
              .add(new Constant())
              .build());
    }
  }

  @Test
  void theDocumentationsOwnForms() {
    Layer einsum = new EinsumDense(List.of(Size.of(10)), "abc,cd->abd", "");
    assertEquals(einsum, NOTATION.layer("einsum 10 equation=abc,cd->abd"));
    assertEquals(einsum, NOTATION.layer("einsum 10 equation=\"abc,cd->abd\""));
    readBack(Network.named("e").input(5, 3).add(einsum).build());
    assertEquals(
        NOTATION.layer("conv 3x3-8 stride=2 padding=1"),
        NOTATION.layer("conv 3x3-8 stride=2,padding=1"));
  }

  @Test
  void aSingleValue() {
    Network single = Network.named("single").add(new Input(List.of(), Input.of(1).order())).build();
    assertTrue(readBack(single).toString().contains("input ()"), single.toString());
  }

  @Test
  void layersThatReadNothing() {
    Node first = new Node("a", new Constant(), List.of(), "");
    Node second = new Node("b", new Constant(), List.of(), "block");
    Node third = new Node("c", new Constant(), List.of("a"), "block");
    Network network = readBack(Network.of("constants", List.of(first, second, third)));
    assertEquals(List.of(), network.nodes().get(1).inputs());
  }

  @Test
  void manyLayersAndDeepBlocks() {
    var builder = Network.named("many").input(8);
    for (int i = 0; i < 20_000; i++) {
      builder.add("c" + i, new Constant());
    }
    readBack(builder.build());
    var deep = Network.named("deep").input(8);
    nest(deep, 300);
    readBack(deep.build());
    var wide = Network.named("wide").input(8).add("x", new Constant());
    wide.from(java.util.Collections.nCopies(4_000, "x")).add("sum", new Constant());
    readBack(wide.build());
  }

  private static void nest(io.github.layerbook.network.NetworkBuilder builder, int depth) {
    builder.block(
        "b",
        inner -> {
          inner.add("c", new Constant());
          if (depth > 0) {
            nest(inner, depth - 1);
          }
        });
  }

  @Test
  void aTextInQuotesIsNoSignOfTheGrammar() {
    Network network =
        NOTATION
            .parse("network \"a # b\"\ninput 8x8x4\nodd \"x, y\"-3-1 note=\"{ } | # // [\" on=true")
            .network();
    assertEquals("a # b", network.name());
    Odd odd = (Odd) network.nodes().get(1).layer();
    assertEquals("x, y", odd.what());
    assertEquals("{ } | # // [", odd.note());
    assertFalse(odd.axes().isEmpty());
  }
}
