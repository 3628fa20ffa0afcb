package io.github.layerbook.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.DialectException;
import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.Invocation;
import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.exchange.Reading;
import io.github.layerbook.exchange.keras.Keras;
import io.github.layerbook.exchange.known.Dialects;
import io.github.layerbook.exchange.onnx.operator.OnnxOperators;
import io.github.layerbook.exchange.pytorch.PyTorch;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.network.Applied;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a dialect reads, it writes, and reads its own writing as an equal layer. */
class DialectRoundTripTest {
  /** Values that change no shape and no count are not kept, but PyTorch asks for them. */
  private static final Map<String, String> NOT_WRITTEN =
      Map.of("Threshold", "Threshold needs threshold, which the layer does not state");

  /** Layers for which some arguments say too little without the input's shape. */
  private static final Set<String> NEEDS_INPUT =
      Set.of("Concatenate", "GroupNormalization", "LayerNormalization");

  @Test
  void pyTorchsLayersAreWrittenAndReadBack() throws IOException {
    assertEquals(NOT_WRITTEN, failures(PyTorch.dialect(), "layers", AxisOrder.CHW, 1000));
  }

  @Test
  void kerasLayersAreWrittenAndReadBack() throws IOException {
    assertEquals(Map.of(), failures(Keras.dialect(), "keras_layers", AxisOrder.HWC, 500));
  }

  /** A printed model does not tell its inputs. */
  @Test
  void theSameTensorsAreReadWithoutInputs() throws IOException {
    for (String[] each : new String[][] {{"PyTorch", "layers"}, {"Keras", "keras_layers"}}) {
      Dialect dialect = Dialects.named(each[0]).orElseThrow();
      int held = 0;
      for (Case reference : cases(each[1])) {
        Entry entry = dialect.find(reference.type()).orElse(null);
        if (entry == null || !isAccepted(entry, reference)) {
          continue;
        }
        Reading reading = new DialectMapping(entry).read(reference);
        try {
          Layer layer = entry.layer(DialectMapping.arguments(reference));
          List<Tensor> tensors = reading.layer().on(reading.inputs()).tensors();
          if (!tensors.isEmpty()) {
            assertEquals(tensors, layer.on(reading.inputs()).tensors(), reference::toString);
          }
          held++;
        } catch (DialectException e) {
          assertTrue(NEEDS_INPUT.contains(reference.type()), e::getMessage);
        }
      }
      int number = held;
      assertTrue(held > 500, () -> "few cases: " + number);
    }
  }

  /** What one framework reads and the other writes has the same parameters and output. */
  @Test
  void whatKerasReadsIsWrittenForPyTorchAndCountsTheSame() throws IOException {
    assertEquals(
        Map.of(),
        differences(Keras.dialect(), "keras_layers", PyTorch.dialect(), AxisOrder.CHW, 400));
  }

  @Test
  void whatPyTorchReadsIsWrittenForKerasAndCountsTheSame() throws IOException {
    assertEquals(
        Map.of(), differences(PyTorch.dialect(), "layers", Keras.dialect(), AxisOrder.HWC, 400));
  }

  /** ONNX's operators on vectors have the channels last, the others first. */
  @Test
  void whatPyTorchReadsIsWrittenForOnnxAndCountsTheSame() throws IOException {
    Dialect onnx = OnnxOperators.dialect();
    Map<String, String> first = differences(PyTorch.dialect(), "layers", onnx, AxisOrder.CHW, 400);
    first
        .keySet()
        .retainAll(differences(PyTorch.dialect(), "layers", onnx, AxisOrder.HWC, 400).keySet());
    assertEquals(Map.of(), first);
  }

  private static Map<String, String> differences(
      Dialect from, String file, Dialect to, AxisOrder order, int least) throws IOException {
    Map<String, String> differences = new TreeMap<>();
    int said = 0;
    for (Case reference : cases(file)) {
      Entry entry = from.find(reference.type()).orElse(null);
      if (entry == null || !isAccepted(entry, reference)) {
        continue;
      }
      Applied applied = new DialectMapping(entry).trial(reference).apply();
      try {
        List<Invocation> written = to.write(applied.node().layer(), applied.inputs());
        String difference = difference(applied, to, written, order);
        if (!difference.isEmpty()) {
          differences.put(reference.type(), reference + " as " + written + ": " + difference);
        }
        said++;
      } catch (NotExpressibleException e) {
        assertFalse(e.reason().isEmpty());
      }
    }
    int number = said;
    assertTrue(said > least, () -> "few are said: " + number);
    return differences;
  }

  private static String difference(
      Applied applied, Dialect to, List<Invocation> written, AxisOrder order) {
    try {
      return counted(applied, to, written, order);
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static String counted(
      Applied applied, Dialect to, List<Invocation> written, AxisOrder order) {
    List<Shape> shapes = applied.inputs();
    long parameters = 0;
    for (Invocation each : written) {
      List<List<Long>> inputs = extents(shapes, order);
      Layer layer = to.require(each.name()).layer(each.arguments(), each.options(), inputs);
      Declaration declaration = layer.on(shapes);
      for (Tensor tensor : declaration.tensors()) {
        parameters += tensor.kind() == Tensor.Kind.BUFFER ? 0 : tensor.count().value();
      }
      shapes = declaration.outputs().stream().map(Shape::evaluated).toList();
    }
    Shape output = applied.output().evaluated();
    return parameters == Verdict.elements(applied, false) && shapes.get(0).equals(output)
        ? ""
        : "%d parameters and %s, not %d and %s"
            .formatted(parameters, shapes.get(0), Verdict.elements(applied, false), output);
  }

  private static List<List<Long>> extents(List<Shape> shapes, AxisOrder order) {
    return shapes.stream().map(s -> Trial.join(List.of(2L), Trial.extents(s, order))).toList();
  }

  private static List<Case> cases(String file) throws IOException {
    List<Case> cases = new ArrayList<>();
    ReferenceFile.read(file).get("cases").forEach(json -> cases.add(new Case(json)));
    ReferenceFile.measured(file).get("cases").forEach(json -> cases.add(new Case(json)));
    return cases;
  }

  private static Map<String, String> failures(
      Dialect dialect, String file, AxisOrder order, int least) throws IOException {
    Map<String, String> failures = new TreeMap<>();
    int held = 0;
    for (Case reference : cases(file)) {
      Entry entry = dialect.find(reference.type()).orElse(null);
      if (entry == null || !isAccepted(entry, reference)) {
        continue;
      }
      held++;
      Reading reading = new DialectMapping(entry).read(reference);
      try {
        String written = readBack(dialect, reading, order);
        if (!written.isEmpty()) {
          failures.put(reference.type(), reference + ": " + written);
        }
      } catch (NotExpressibleException e) {
        failures.put(reference.type(), e.reason());
      }
    }
    int number = held;
    assertTrue(held > least, () -> "few cases: " + number);
    return failures;
  }

  private static boolean isAccepted(Entry entry, Case reference) {
    try {
      new DialectMapping(entry).trial(reference).apply();
      return true;
    } catch (IllegalArgumentException | ArithmeticException e) {
      return false;
    }
  }

  /** Returns what differs, nothing if an equal layer is read. */
  private static String readBack(Dialect dialect, Reading reading, AxisOrder order) {
    List<Invocation> written = dialect.write(reading.layer(), reading.inputs());
    Invocation one = written.get(0);
    List<List<Long>> inputs = extents(reading.inputs(), order);
    Layer layer = dialect.require(one.name()).layer(one.arguments(), one.options(), inputs);
    return written.size() == 1 && layer.equals(reading.layer())
        ? ""
        : "%s is written as %s, which is %s".formatted(reading.layer(), written, layer);
  }
}
