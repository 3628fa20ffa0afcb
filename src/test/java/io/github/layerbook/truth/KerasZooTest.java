package io.github.layerbook.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.convolution.DepthwiseConvolution;
import io.github.layerbook.layer.convolution.SeparableConvolution;
import io.github.layerbook.layer.linear.FullyConnected;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.layer.normalization.BatchNormalization;
import io.github.layerbook.layer.normalization.Standardization;
import io.github.layerbook.layer.pooling.MaxPool;
import io.github.layerbook.network.Applied;
import io.github.layerbook.network.Network;
import io.github.layerbook.zoo.Zoo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The zoo's networks have the trainable and non-trainable parameters that {@code
 * keras.applications} count, and, where Keras's layers are listed, these layers.
 *
 * <p>Where torchvision's network has the counts of Keras's, one entry is held to both.
 */
class KerasZooTest {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("ConvNeXtTiny", "convnext_tiny"),
          Map.entry("ConvNeXtSmall", "convnext_small"),
          Map.entry("ConvNeXtBase", "convnext_base"),
          Map.entry("ConvNeXtLarge", "convnext_large"),
          Map.entry("ConvNeXtXLarge", "convnext_xlarge"),
          Map.entry("DenseNet121", "densenet121"),
          Map.entry("DenseNet169", "densenet169"),
          Map.entry("DenseNet201", "densenet201"),
          Map.entry("EfficientNetB0", "keras_efficientnet_b0"),
          Map.entry("EfficientNetB1", "keras_efficientnet_b1"),
          Map.entry("EfficientNetB2", "keras_efficientnet_b2"),
          Map.entry("EfficientNetB3", "keras_efficientnet_b3"),
          Map.entry("EfficientNetB4", "keras_efficientnet_b4"),
          Map.entry("EfficientNetB5", "keras_efficientnet_b5"),
          Map.entry("EfficientNetB6", "keras_efficientnet_b6"),
          Map.entry("EfficientNetB7", "keras_efficientnet_b7"),
          Map.entry("EfficientNetV2B0", "efficientnet_v2_b0"),
          Map.entry("EfficientNetV2B1", "efficientnet_v2_b1"),
          Map.entry("EfficientNetV2B2", "efficientnet_v2_b2"),
          Map.entry("EfficientNetV2B3", "efficientnet_v2_b3"),
          Map.entry("EfficientNetV2S", "keras_efficientnet_v2_s"),
          Map.entry("EfficientNetV2M", "keras_efficientnet_v2_m"),
          Map.entry("EfficientNetV2L", "keras_efficientnet_v2_l"),
          Map.entry("InceptionResNetV2", "inception_resnet_v2"),
          Map.entry("InceptionV3", "keras_inception_v3"),
          Map.entry("MobileNet", "mobilenet"),
          Map.entry("MobileNetV2", "mobilenet_v2"),
          Map.entry("MobileNetV3Large", "mobilenet_v3_large"),
          Map.entry("MobileNetV3Small", "mobilenet_v3_small"),
          Map.entry("NASNetLarge", "nasnet_large"),
          Map.entry("NASNetMobile", "nasnet_mobile"),
          Map.entry("ResNet50", "keras_resnet50"),
          Map.entry("ResNet101", "keras_resnet101"),
          Map.entry("ResNet152", "keras_resnet152"),
          Map.entry("ResNet50V2", "keras_resnet50_v2"),
          Map.entry("ResNet101V2", "keras_resnet101_v2"),
          Map.entry("ResNet152V2", "keras_resnet152_v2"),
          Map.entry("VGG16", "vgg16"),
          Map.entry("VGG19", "vgg19"),
          Map.entry("Xception", "xception"));

  /**
   * Beginnings of the names of models with convolutions in parallel branches: Keras lists layers of
   * equal depth side by side, Layerbook one branch after the other.
   */
  private static final List<String> BRANCHED = List.of("Inception", "NASNet", "ResNet", "Xception");

  /** Beginnings of the names of models that stand for torchvision's, of other layers in places. */
  private static final List<String> OTHERWISE = List.of("ConvNeXt", "MobileNetV3");

  /** The classes of Keras's that are layers of ours; the others have no parameters. */
  private static final Map<String, Class<? extends Layer>> TYPES =
      Map.of(
          "Conv2D", Convolution.class,
          "DepthwiseConv2D", DepthwiseConvolution.class,
          "SeparableConv2D", SeparableConvolution.class,
          "Dense", FullyConnected.class,
          "BatchNormalization", BatchNormalization.class,
          "MaxPooling2D", MaxPool.class,
          "Normalization", Standardization.class,
          "Add", Merge.class,
          "Multiply", Merge.class,
          "CustomScaleLayer", Merge.class);

  /** Totals and some lists of layers that come with the project, and those of all models. */
  @TestFactory
  Stream<DynamicTest> agreesWithKeras() throws IOException {
    return Stream.concat(
        tests(ReferenceFile.read("keras_zoo")), tests(ReferenceFile.measured("keras_zoo")));
  }

  private static Stream<DynamicTest> tests(JsonNode file) {
    return file.get("models").properties().stream()
        .map(model -> dynamicTest(model.getKey(), () -> check(model.getKey(), model.getValue())));
  }

  private static void check(String name, JsonNode model) {
    String ours = NAMES.get(name);
    assertNotNull(ours, () -> "the zoo has no name for Keras's " + name);
    check(name, model, Zoo.network(ours));
  }

  @Test
  void everyModelOfKerasIsMeasured() throws IOException {
    Set<String> measured = new TreeSet<>();
    ReferenceFile.measured("keras_zoo").get("models").fieldNames().forEachRemaining(measured::add);
    assertEquals(new TreeSet<>(NAMES.keySet()), measured);
    System.out.printf("keras_zoo: %d models run%n", measured.size());
  }

  private static void check(String name, JsonNode model, Network network) {
    assertEquals(
        model.get("trainable").asLong(),
        network.applied().stream().mapToLong(a -> Verdict.elements(a, false)).sum(),
        "trainable");
    assertEquals(
        model.get("non_trainable").asLong(),
        network.applied().stream().mapToLong(KerasZooTest::nonTrainable).sum(),
        "non-trainable");
    if (model.has("layers") && OTHERWISE.stream().noneMatch(name::startsWith)) {
      boolean branched = BRANCHED.stream().anyMatch(name::startsWith);
      assertEquals(lines(expected(model), branched), lines(found(network), branched));
    }
  }

  /** Keras has no counter of batches. */
  private static long nonTrainable(Applied applied) {
    return applied.tensors().stream()
        .filter(tensor -> tensor.kind() == Tensor.Kind.BUFFER)
        .filter(tensor -> !tensor.name().equals("num_batches_tracked"))
        .mapToLong(tensor -> tensor.count().value())
        .sum();
  }

  private static String lines(List<String> layers, boolean sorted) {
    return String.join("\n", sorted ? layers.stream().sorted().toList() : layers);
  }

  /** What each layer is, gives and holds, in order. */
  private static List<String> expected(JsonNode model) {
    List<String> lines = new ArrayList<>();
    for (JsonNode layer : model.get("layers")) {
      String name = layer.get("class").asText();
      long parameters = layer.get("params").asLong();
      boolean fixed = name.equals("Normalization") && parameters == 0;
      Class<? extends Layer> type = fixed ? null : TYPES.get(name);
      assertTrue(type != null || parameters == 0, () -> "no layer is known for " + layer);
      if (type != null) {
        List<Long> out = Case.numbers(layer.get("out"));
        lines.add(line(type, out.subList(1, out.size()), parameters));
      }
    }
    return lines;
  }

  private static List<String> found(Network network) {
    List<String> lines = new ArrayList<>();
    for (Applied applied : network.applied()) {
      Class<? extends Layer> type = applied.node().layer().getClass();
      if (TYPES.containsValue(type)) {
        lines.add(
            line(
                type,
                Trial.extents(applied.output(), AxisOrder.HWC),
                Verdict.elements(applied, false) + nonTrainable(applied)));
      }
    }
    return lines;
  }

  private static String line(Class<?> type, List<Long> out, long parameters) {
    return "%s %s %d".formatted(type.getSimpleName(), out, parameters);
  }
}
