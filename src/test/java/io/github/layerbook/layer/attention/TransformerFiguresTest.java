package io.github.layerbook.layer.attention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.convolution.PatchEmbedding;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.linear.Embedding;
import io.github.layerbook.layer.linear.Linear;
import io.github.layerbook.layer.normalization.GroupNormalization;
import io.github.layerbook.layer.normalization.LayerNormalization;
import io.github.layerbook.layer.recurrent.Recurrent;
import io.github.layerbook.layer.vocabulary.Vocabulary;
import io.github.layerbook.size.Size;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Layers of transformers have the figures of published models, as torchvision builds them. */
class TransformerFiguresTest {
  private static final Shape SEQUENCE = Shape.maps(Size.of(768), List.of(Size.of(197)));

  @Test
  void patchesOfVitBase() {
    Declaration patches = PatchEmbedding.of(16, 768).on(List.of(Shape.image(224, 224, 3)));
    assertEquals("196x768", patches.output().toString());
    assertEquals(590_592, parameters(patches));
    assertEquals(231_211_008 / 2, multiplyAdds(patches));
  }

  @Test
  void classTokenAndPositionsOfVitBase() {
    Shape patches = Shape.maps(Size.of(768), List.of(Size.of(196)));
    Declaration token = new ClassToken(Size.of(1)).on(List.of(patches));
    assertEquals("197x768", token.output().toString());
    assertEquals(768, parameters(token));
    assertEquals(151_296, parameters(new PositionEmbedding(null).on(List.of(token.output()))));
  }

  @Test
  void attentionOfVitBase() {
    Declaration attention = Attention.of(12).on(List.of(SEQUENCE));
    assertEquals(2_362_368, parameters(attention));
    assertEquals(1_048_783_872L / 2, multiplyAdds(attention));
  }

  @Test
  void firstWindowAttentionOfSwinTiny() {
    Declaration attention = window(7, WindowAttention.Version.SWIN).on(image());
    assertEquals(37_248 + 169 * 3, parameters(attention));
    assertEquals(290_217_984 / 2, multiplyAdds(attention));
    assertEquals(2401, elements(attention, true));
  }

  @Test
  void windowAttentionOfSwinV2PadsToWholeWindowsAndComputesItsBiases() {
    Declaration attention = window(8, WindowAttention.Version.SWIN2).on(image());
    long places = 56 * 56;
    long network = 15 * 15 * (2 * 512 + 512 * 3);
    assertEquals(37_248 + 3 + 2 * 512 + 512 + 512 * 3, parameters(attention));
    assertEquals(places * 4 * 96 * 96 + 2 * places * 64 * 96 + network, multiplyAdds(attention));
    assertEquals(15 * 15 * 2 + 64 * 64, elements(attention, true));
  }

  @Test
  void groupedQueriesShareKeysAndValues() {
    Shape input = Shape.maps(Size.of(4096), List.of(Size.of(10)));
    Declaration all = llama("32").on(List.of(input));
    Declaration grouped = llama("8").on(List.of(input));
    assertEquals(4 * 4096L * 4096, parameters(all));
    assertEquals(2 * 4096L * 4096 + 2 * 4096L * 1024, parameters(grouped));
  }

  @Test
  void aSlidingWindowLimitsTheKeysThatAQuerySees() {
    Layer all = read("attention", "heads", "12", "bias", "false");
    Layer few = read("attention", "heads", "12", "bias", "false", "window", "7");
    Layer wide = read("attention", "heads", "12", "bias", "false", "window", "5000");
    long saved = 2L * 197 * (197 - 7) * 768;
    assertEquals(
        multiplyAdds(all.on(List.of(SEQUENCE))) - saved, multiplyAdds(few.on(List.of(SEQUENCE))));
    assertEquals(multiplyAdds(all.on(List.of(SEQUENCE))), multiplyAdds(wide.on(List.of(SEQUENCE))));
  }

  @Test
  void squeezeAndExcitationOfMobileNet() {
    Declaration gate =
        read("se", "squeezed", "8", "gate", "hardsigmoid").on(List.of(Shape.image(56, 56, 16)));
    assertEquals("56x56x16", gate.output().toString());
    assertEquals(2 * 8 * 16 + 8 + 16, parameters(gate));
    assertEquals(2 * 8 * 16, multiplyAdds(gate));
  }

  static Stream<Layer> open() {
    Size n = new Size.Unknown("n");
    return Stream.of(
        new Linear(n, true, n),
        Attention.of(n, true),
        new TransformerLayer(TransformerLayer.Kind.ENCODER, n, n, Activation.Kind.GELU, true, null),
        new GroupNormalization(n, true, true, null),
        new LayerNormalization(List.of(n), AxisOrder.HWC, true, true),
        recurrent(n),
        new ClassToken(n),
        new PositionEmbedding(n),
        new Embedding(n, n));
  }

  /** A recurrent layer whose units and projection are open. */
  private static Layer recurrent(Size size) {
    return new Recurrent(
        Recurrent.Kind.LSTM,
        size.times(2),
        2,
        true,
        size,
        true,
        false,
        true,
        true,
        true,
        Recurrent.Merge.CONCAT,
        Activation.Kind.TANH,
        null);
  }

  @ParameterizedTest
  @MethodSource("open")
  void hyperParametersCanBeLeftOpen(Layer layer) {
    Declaration declaration = layer.on(List.of(SEQUENCE));
    assertFalse(
        declaration.tensors().stream().map(Tensor::count).allMatch(Size::isKnown)
            && declaration.outputs().stream().map(Shape::values).allMatch(Size::isKnown)
            && declaration.requirements().stream().allMatch(Requirement::isKnown));
    assertTrue(declaration.work().stream().allMatch(work -> !work.count().toString().isEmpty()));
  }

  private static Layer llama(String keyheads) {
    return read("attention", "heads", "32", "keyheads", keyheads, "bias", "false");
  }

  private static Layer read(String word, String... options) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < options.length; i += 2) {
      map.put(options[i], options[i + 1]);
    }
    return Vocabulary.builtIn().form(word).orElseThrow().read(map);
  }

  private static WindowAttention window(long side, WindowAttention.Version version) {
    return new WindowAttention(
        Extents.square(side), Size.of(3), Extents.of(0), version, true, false);
  }

  private static List<Shape> image() {
    return List.of(Shape.image(56, 56, 96));
  }

  private static long parameters(Declaration declaration) {
    return elements(declaration, false);
  }

  private static long elements(Declaration declaration, boolean buffers) {
    return declaration.tensors().stream()
        .filter(tensor -> (tensor.kind() == Tensor.Kind.BUFFER) == buffers)
        .mapToLong(tensor -> tensor.count().value())
        .sum();
  }

  private static long multiplyAdds(Declaration declaration) {
    return declaration.work().stream()
        .filter(work -> work.kind() == Work.Kind.MULTIPLY_ADDS)
        .mapToLong(work -> work.count().value())
        .sum();
  }
}
