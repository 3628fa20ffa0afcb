package io.github.layerbook.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.BatchNormalization;
import io.github.layerbook.layer.Convolution;
import io.github.layerbook.layer.DepthwiseConvolution;
import io.github.layerbook.layer.FullyConnected;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.MaxPool;
import io.github.layerbook.layer.Merge;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.network.Applied;
import io.github.layerbook.network.Network;
import io.github.layerbook.zoo.Zoo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
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

  /** Beginnings of the names of models that are not in the zoo, each with its reason. */
  private static final Map<String, String> LISTED =
      Map.of(
          "EfficientNet", "the zoo's is torchvision's, without Keras's buffers that standardise",
          "InceptionResNetV2", "its family is not in the zoo");

  /** The classes of Keras's that are layers of ours; the others have no parameters. */
  private static final Map<String, Class<? extends Layer>> TYPES =
      Map.of(
          "Conv2D", Convolution.class,
          "DepthwiseConv2D", DepthwiseConvolution.class,
          "Dense", FullyConnected.class,
          "BatchNormalization", BatchNormalization.class,
          "MaxPooling2D", MaxPool.class,
          "Add", Merge.class);

  @TestFactory
  Stream<DynamicTest> agreesWithKeras() throws IOException {
    JsonNode models = ReferenceFile.read("keras_zoo").get("models");
    Map<String, String> listed = new TreeMap<>();
    List<String> run = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    models
        .properties()
        .forEach(
            model -> {
              String name = model.getKey();
              Optional<String> reason =
                  LISTED.keySet().stream().filter(name::startsWith).map(LISTED::get).findFirst();
              if (NAMES.containsKey(name)) {
                run.add(name);
              } else if (reason.isPresent()) {
                listed.put(name, reason.get());
              } else {
                missing.add(name);
              }
            });
    Stream<DynamicTest> each =
        run.stream()
            .map(
                name ->
                    dynamicTest(
                        name,
                        () ->
                            check(models.get(name), Zoo.network(String.valueOf(NAMES.get(name))))));
    return Stream.concat(
        each,
        Stream.of(
            dynamicTest(
                "all are run or listed",
                () -> {
                  System.out.printf("keras_zoo: %d models run, listed %s%n", run.size(), listed);
                  assertEquals(List.of(), missing, "neither run nor listed");
                })));
  }

  private static void check(JsonNode model, Network network) {
    assertEquals(
        model.get("trainable").asLong(),
        network.applied().stream().mapToLong(a -> Verdict.elements(a, false)).sum(),
        "trainable");
    assertEquals(
        model.get("non_trainable").asLong(),
        network.applied().stream().mapToLong(KerasZooTest::nonTrainable).sum(),
        "non-trainable");
    if (model.has("layers")) {
      assertEquals(expected(model), found(network));
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

  /** What each layer is, gives and holds, in order. */
  private static String expected(JsonNode model) {
    List<String> lines = new ArrayList<>();
    for (JsonNode layer : model.get("layers")) {
      Class<? extends Layer> type = TYPES.get(layer.get("class").asText());
      long parameters = layer.get("params").asLong();
      assertTrue(type != null || parameters == 0, () -> "no layer is known for " + layer);
      if (type != null) {
        List<Long> out = Case.numbers(layer.get("out"));
        lines.add(line(type, out.subList(1, out.size()), parameters));
      }
    }
    return String.join("\n", lines);
  }

  private static String found(Network network) {
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
    return String.join("\n", lines);
  }

  private static String line(Class<?> type, List<Long> out, long parameters) {
    return "%s %s %d".formatted(type.getSimpleName(), out, parameters);
  }
}
