package io.github.layerbook.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.Invocation;
import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.exchange.Reading;
import io.github.layerbook.exchange.keras.Keras;
import io.github.layerbook.exchange.pytorch.PyTorch;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a dialect reads, it writes, and reads its own writing as an equal layer. */
class DialectRoundTripTest {
  /** Values that change no shape and no count are not kept, but PyTorch asks for them. */
  private static final Map<String, String> NOT_WRITTEN =
      Map.of("Threshold", "Threshold needs threshold, which the layer does not state");

  @Test
  void pyTorchsLayersAreWrittenAndReadBack() throws IOException {
    assertEquals(NOT_WRITTEN, failures(PyTorch.dialect(), "layers", AxisOrder.CHW, 1000));
  }

  @Test
  void kerasLayersAreWrittenAndReadBack() throws IOException {
    assertEquals(Map.of(), failures(Keras.dialect(), "keras_layers", AxisOrder.HWC, 500));
  }

  private static Map<String, String> failures(
      Dialect dialect, String file, AxisOrder order, int least) throws IOException {
    Map<String, String> failures = new TreeMap<>();
    List<Case> cases = new ArrayList<>();
    ReferenceFile.read(file).get("cases").forEach(json -> cases.add(new Case(json)));
    ReferenceFile.measured(file).get("cases").forEach(json -> cases.add(new Case(json)));
    int held = 0;
    for (Case reference : cases) {
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
    List<List<Long>> inputs = new ArrayList<>();
    for (Shape shape : reading.inputs()) {
      inputs.add(Trial.join(List.of(2L), Trial.extents(shape, order)));
    }
    Layer layer = dialect.require(one.name()).layer(one.arguments(), one.options(), inputs);
    return written.size() == 1 && layer.equals(reading.layer())
        ? ""
        : "%s is written as %s, which is %s".formatted(reading.layer(), written, layer);
  }
}
