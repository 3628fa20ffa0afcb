package io.github.layerbook.exchange.onnx;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.layerbook.exchange.file.Exchange;
import io.github.layerbook.exchange.form.FileOptions;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.UnreadableFileException;
import io.github.layerbook.exchange.onnx.inference.Known;
import io.github.layerbook.exchange.onnx.inference.ShapeInference;
import io.github.layerbook.exchange.onnx.model.Model;
import io.github.layerbook.exchange.onnx.model.ModelReader;
import io.github.layerbook.exchange.onnx.model.ModelTensor;
import io.github.layerbook.exchange.tracing.TracedTensor;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.network.Network;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Files that PyTorch's exporters wrote, against what PyTorch and ONNX Runtime measured. */
class OnnxTest {
  @TempDir Path directory;

  private Stream<DynamicTest> each(boolean good, Checked check) {
    JsonNode truth = OnnxFiles.truth();
    return OnnxFiles.all().entrySet().stream()
        .filter(file -> file.getKey().startsWith("bad_") != good)
        .map(
            file ->
                dynamicTest(
                    file.getKey(),
                    () ->
                        check.check(
                            OnnxFiles.write(directory, file.getKey(), file.getValue()),
                            truth.get(file.getKey()))));
  }

  /** A check of a file. */
  private interface Checked {
    void check(Path file, JsonNode truth) throws IOException;
  }

  @TestFactory
  Stream<DynamicTest> everyValueHasTheShapeThatItHasWhenTheModelRuns() {
    return each(
        true,
        (file, truth) -> {
          Model model = ModelReader.read(file);
          GraphInputs inputs =
              GraphInputs.of(model.graph(), FileOptions.NONE, GraphInputs.LIKELY.get(0));
          ShapeInference shapes =
              ShapeInference.of(model.graph(), inputs.extents(), inputs.symbols(), model.opset());
          long batch = truth.get("example_input").get(0).asLong();
          Map<String, List<Long>> expected = new TreeMap<>();
          Map<String, List<Long>> found = new TreeMap<>();
          JsonNode measured = truth.has("shapes") ? truth.get("shapes") : truth.get("measured");
          measured
              .properties()
              .forEach(
                  value -> {
                    expected.put(value.getKey(), OnnxFiles.numbers(value.getValue()));
                    shapes
                        .find(value.getKey())
                        .map(Known::extents)
                        .ifPresent(extents -> found.put(value.getKey(), bound(extents, batch)));
                  });
          assertEquals(expected, found);
        });
  }

  private static List<Long> bound(List<Long> extents, long batch) {
    return extents.stream()
        .map(n -> n > 0 && n % TracedTensor.BATCH == 0 ? n / TracedTensor.BATCH * batch : n)
        .toList();
  }

  @TestFactory
  Stream<DynamicTest> parametersAreTheModulesOrTheFilesWhereBatchNormsWereFolded() {
    return each(
        true,
        (file, truth) -> {
          ReadNetwork read = read(file, FileOptions.NONE);
          long parameters = total(read.network().orElseThrow(), Quantity.PARAMETERS);
          boolean folded =
              read.notes().stream().anyMatch(note -> note.contains("folded batch norms"));
          long expected =
              folded
                  ? truth.get("float_initializer_elements").asLong() - singleNumbers(file)
                  : truth.get("torch_parameters").asLong();
          assertEquals(expected, parameters, String.join("\n", read.notes()));
          assertEquals(folded, expected != truth.get("torch_parameters").asLong());
        });
  }

  /** Numbers that an exporter made tensors, such as the bounds of a clip. */
  private static long singleNumbers(Path file) throws IOException {
    return ModelReader.read(file).graph().initializers().values().stream()
        .filter(ModelTensor::isReal)
        .filter(tensor -> tensor.size() == 1)
        .count();
  }

  @TestFactory
  Stream<DynamicTest> multiplyAddsAreHalfOfTorchsFlops() {
    return each(
        true,
        (file, truth) -> {
          Network network = read(file, FileOptions.NONE).network().orElseThrow();
          long batch = truth.get("example_input").get(0).asLong();
          long work = 2 * batch * total(network, Quantity.MULTIPLY_ADDS);
          assertEquals(truth.get("torch_flops").asLong(), work);
        });
  }

  @TestFactory
  Stream<DynamicTest> theOutputIsTheModulesAndNothingIsLeftUnread() {
    return each(
        true,
        (file, truth) -> {
          ReadNetwork read = read(file, FileOptions.NONE);
          assertTrue(read.isWhole(), () -> read.problems().toString());
          Network network = read.network().orElseThrow();
          Shape output = network.applied().get(network.applied().size() - 1).declaration().output();
          List<Long> expected = OnnxFiles.numbers(truth.get("torch_output"));
          AxisOrder order = expected.size() == 3 ? AxisOrder.HWC : AxisOrder.CHW;
          List<Long> found = new ArrayList<>();
          output.axes(order).forEach(axis -> found.add(axis.size().value()));
          assertEquals(expected.subList(1, expected.size()), found);
          assertFalse(
              read.notes().stream().anyMatch(note -> note.contains("is opaque")),
              () -> String.join("\n", read.notes()));
        });
  }

  @TestFactory
  Stream<DynamicTest> nodesAsTheyAreAreCounted() {
    return each(
        true,
        (file, truth) -> {
          ReadNetwork read = read(file, new FileOptions(List.of(), Map.of(), true, ""));
          assertAll(
              () ->
                  assertEquals(
                      truth.get("nodes").asInt(), read.inventory().orElseThrow().layers().size()),
              () ->
                  assertEquals(
                      truth.get("float_initializer_elements").asLong(),
                      read.inventory().orElseThrow().parameters()));
        });
  }

  @TestFactory
  Stream<DynamicTest> aBrokenFileIsOneErrorThatNamesIt() {
    return each(
        false,
        (file, truth) -> {
          UnreadableFileException e =
              assertThrows(
                  UnreadableFileException.class, () -> Exchange.read(file, FileOptions.NONE));
          assertTrue(
              String.valueOf(e.getMessage()).startsWith(file.getFileName().toString()),
              e.getMessage());
        });
  }

  private static ReadNetwork read(Path file, FileOptions options) throws IOException {
    return new Onnx().read(file, options);
  }

  private static long total(Network network, Quantity quantity) {
    return Report.of(network).total(quantity).value();
  }
}
