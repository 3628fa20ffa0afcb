package org.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.layer.Composite;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Steps;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.activation.GatedLinearUnit;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.convolution.DepthwiseConvolution;
import io.github.layerbook.layer.convolution.SeparableConvolution;
import io.github.layerbook.layer.convolution.SqueezeExcitation;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.layer.normalization.BatchNormalization;
import io.github.layerbook.layer.normalization.LayerNormalization;
import io.github.layerbook.layer.pooling.MaxPool;
import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.layer.vocabulary.Vocabulary;
import io.github.layerbook.memory.MemoryReport;
import io.github.layerbook.memory.MemoryStep.Phase;
import io.github.layerbook.memory.Optimizer;
import io.github.layerbook.memory.Training;
import io.github.layerbook.network.Applied;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.NetworkException;
import io.github.layerbook.network.Node;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.receptive.ReceptiveFields;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Settings;
import io.github.layerbook.size.Size;
import io.github.layerbook.whatif.sweep.Sweep;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A composite that a user declares is what its steps are, written one by one in a network. */
class OwnCompositeTest {
  private static final List<Activation.Kind> KINDS = List.of(Activation.Kind.values());

  /** The block of MobileNet v2 (Sandler et al. 2018, section 3.3), with squeeze and excitation. */
  @Word(value = "inverted", title = "inverted residual")
  record Inverted(Size wide, @Default("8") Size squeezed) implements Composite {
    @Override
    public void compose(Steps steps) {
      Size width = steps.input().shape().channels().size();
      steps.add("expand", Convolution.of(Extents.square(1), wide).bias(false));
      steps.add("norm1", BatchNormalization.of());
      steps.add(Activation.of(Activation.Kind.RELU6));
      steps.add("depthwise", DepthwiseConvolution.of(3).padding(Padding.of(1)));
      steps.add("se", gate());
      steps.add("project", Convolution.of(Extents.square(1), width));
      Steps.Value last = steps.add("norm2", BatchNormalization.of());
      steps.add("sum", Merge.of(Merge.Kind.ADD), steps.input(), last);
    }

    private SqueezeExcitation gate() {
      return new SqueezeExcitation(squeezed, Activation.Kind.RELU, Activation.Kind.SIGMOID, true);
    }
  }

  private static Notation notation() {
    return Notation.standard().with(Vocabulary.builtIn().with(Inverted.class));
  }

  @Test
  void itIsWrittenReadAndSweptAsALayerIs() {
    Network network = notation().parse("own", "input 16x16x8\ninverted 48\nconv3-4").network();
    assertTrue(network.toString().contains("inverted 48"), network.toString());
    long parameters = 8 * 48 + 2 * 48 + 9 * 48 + 48 + 2 * 48 * 8 + 8 + 48 + 48 * 8 + 8 + 2 * 8;
    assertEquals(
        parameters,
        Report.of(network).row("inverted1").orElseThrow().measure(Quantity.PARAMETERS).value());
    Sweep sweep =
        Sweep.of(network)
            .knob("inverted1.wide=1..64:+7")
            .knob("inverted1.squeezed=2..8")
            .measures(Quantity.PARAMETERS, Quantity.MULTIPLY_ADDS, Quantity.FLOPS)
            .build();
    for (long i = 0; i < sweep.size(); i++) {
      Report single = sweep.report(i);
      assertEquals(
          Stream.of(Quantity.PARAMETERS, Quantity.MULTIPLY_ADDS, Quantity.FLOPS)
              .map(quantity -> single.total(quantity).value())
              .toList(),
          sweep.row(i).totals());
    }
  }

  @Test
  void aStepThatCannotBeIsAnErrorOfTheLayer() {
    NetworkException e =
        assertThrows(
            NetworkException.class,
            () ->
                Network.named("own")
                    .input(16, 16, 8)
                    .add(new Inverted(Size.of(0), Size.of(2)))
                    .build());
    assertTrue(
        String.valueOf(e.getMessage()).contains("the number of filters 0 is smaller than 1"),
        e.getMessage());
  }

  /** Layers one after the other, with a sum around some of them. */
  record Chain(List<Layer> layers, int from) implements Composite {
    @Override
    public void compose(Steps steps) {
      Steps.Value last = steps.input();
      Steps.Value before = last;
      for (int i = 0; i < layers.size(); i++) {
        before = i == from ? last : before;
        last = steps.add("l" + i, layers.get(i), last);
      }
      steps.add("l" + layers.size(), Merge.of(Merge.Kind.ADD), before, last);
    }

    /** The same as layers of a network, in a block. */
    List<Node> nodes() {
      List<Node> nodes = new ArrayList<>();
      String last = "input";
      String before = last;
      for (int i = 0; i < layers.size(); i++) {
        before = i == from ? last : before;
        nodes.add(new Node("l" + i, layers.get(i), List.of(last), "chain"));
        last = "chain.l" + i;
      }
      Layer sum = Merge.of(Merge.Kind.ADD);
      nodes.add(new Node("l" + layers.size(), sum, List.of(before, last), "chain"));
      return nodes;
    }
  }

  static Stream<Chain> chains() {
    return IntStream.range(0, 60).mapToObj(OwnCompositeTest::chain);
  }

  private static Chain chain(int seed) {
    Random random = new Random(seed);
    List<Layer> layers = new ArrayList<>();
    int before = random.nextInt(3);
    for (int i = 0; i < before; i++) {
      layers.add(random.nextBoolean() ? MaxPool.of(2) : Convolution.of(3, 8).stride(2));
    }
    int from = layers.size();
    for (int i = 0; i < 1 + random.nextInt(5); i++) {
      layers.add(
          switch (random.nextInt(8)) {
            case 0 -> Convolution.of(3, 8).padding(1).dilation(1);
            case 1 -> BatchNormalization.of();
            case 2 -> new Activation(KINDS.get(random.nextInt(24)), false);
            case 3 ->
                new SqueezeExcitation(
                    Size.of(4), Activation.Kind.RELU, Activation.Kind.SIGMOID, true);
            case 4 -> SeparableConvolution.of(5, 8).padding(Padding.of(2));
            case 5 -> LayerNormalization.of();
            case 6 ->
                new Chain(
                    List.of(Convolution.of(1, 16), new GatedLinearUnit(Activation.Kind.SILU)), 2);
            default -> Convolution.of(5, 8).padding(4).dilation(2);
          });
    }
    return new Chain(layers, from);
  }

  @ParameterizedTest
  @MethodSource("chains")
  void itIsWhatTheSameLayersAreOneByOne(Chain chain) {
    Node input = new Node("input", Input.of(33, 33, 8), List.of(), "");
    Node end = new Node("end", Convolution.of(3, 4), List.of("chain"), "");
    Network whole =
        Network.of("net", List.of(input, new Node("chain", chain, List.of("input"), ""), end));
    List<Node> nodes = new ArrayList<>(List.of(input));
    nodes.addAll(chain.nodes());
    nodes.add(new Node("end", end.layer(), List.of(nodes.get(nodes.size() - 1).path()), ""));
    Network single = Network.of("net", nodes);
    assertEquals(figures(single), figures(whole));
  }

  private static Map<String, Object> figures(Network network) {
    Map<String, Object> figures = new TreeMap<>();
    Map<Work.Kind, Long> work = new EnumMap<>(Work.Kind.class);
    List<String> tensors = new ArrayList<>();
    for (Applied applied : network.applied()) {
      applied.declaration().work().forEach(w -> work.merge(w.kind(), w.count().value(), Long::sum));
      for (Tensor tensor : applied.tensors()) {
        tensors.add(applied.node().path() + "." + tensor.name() + tensor.extents());
      }
    }
    figures.put("work", work);
    figures.put("tensors", tensors);
    figures.put("output", network.find("end").orElseThrow().output());
    ReceptiveFields.Seen seen = ReceptiveFields.of(network).find("end").orElseThrow();
    figures.put("seen", List.of(seen.extent(), seen.axes()));
    Report report = Report.of(network, Settings.DEFAULT.batch(3));
    figures.put("inference", MemoryReport.of(report).peak().value());
    MemoryReport training = MemoryReport.of(report, Training.with(Optimizer.ADAM));
    figures.put("saved", training.saved().value());
    for (Phase phase : Phase.values()) {
      figures.put(phase.toString(), training.peak(phase).value());
    }
    return figures;
  }
}
