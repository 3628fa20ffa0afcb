package io.github.layerbook.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.layer.Composition;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Part;
import io.github.layerbook.layer.SavedTensor;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.activation.Softmax;
import io.github.layerbook.layer.merge.CosineSimilarity;
import io.github.layerbook.layer.merge.PairwiseDistance;
import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.memory.MemoryReport;
import io.github.layerbook.network.Applied;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds what single layers keep for backward, and their peak at inference, to PyTorch's bytes. */
class LayerMemoryTest {
  /**
   * How many cases of a layer keep something else: bags of words, and recurrent layers of two
   * directions with the batch first, which copy their input for each.
   */
  private static final Map<String, Integer> SAVED =
      Map.of("EmbeddingBag", 10, "GRU", 2, "LSTM", 7, "RNN", 2);

  /** Layers that are several steps in one, of which not all that is there in passing is stated. */
  private static final Set<String> COMPOSED =
      Set.of(
          "CosineSimilarity",
          "EmbeddingBag",
          "GRU",
          "GRUCell",
          "LPPool1d",
          "LPPool2d",
          "LSTM",
          "LSTMCell",
          "MultiheadAttention",
          "RNN",
          "RNNCell",
          "TransformerDecoderLayer",
          "TransformerEncoderLayer");

  /** How many cases of other layers have another peak: copies that are unrolled. */
  private static final Map<String, Integer> PEAKS =
      Map.of("Fold", 1, "InstanceNorm1d", 1, "InstanceNorm2d", 1, "Unfold", 3);

  @Test
  void keptBytesArePyTorchs() throws IOException {
    assertEquals(new TreeMap<>(SAVED), differing(1, LayerMemoryTest::saved));
  }

  @Test
  void layersWithoutCasesKeepWhatWasMeasuredOnFiveVectorsOfEight() {
    Input vector = Input.of(8);
    assertEquals(180, saved(five(new PairwiseDistance(2, false), vector, vector)));
    assertEquals(320, saved(five(new Activation(Activation.Kind.RRELU, false), vector)));
    assertEquals(160, saved(five(new Softmax(Softmax.Kind.MIN), vector)));
    assertEquals(160, saved(five(new Softmax(Softmax.Kind.LOG), vector)));
    assertEquals(720, saved(five(new CosineSimilarity(1), vector, vector)));
  }

  private static Trial five(Layer layer, Input... inputs) {
    return new Trial(
        layer, List.of(inputs), 5, (output, shape) -> List.of(), tensor -> Map.of(), false);
  }

  @Test
  void peaksAtInferenceArePyTorchs() throws IOException {
    Map<String, Integer> differing = differing(2, LayerMemoryTest::peak);
    differing.keySet().removeAll(COMPOSED);
    assertEquals(new TreeMap<>(PEAKS), differing);
  }

  /** How many cases of each layer differ from a column of the measured bytes. */
  private static Map<String, Integer> differing(int column, ToLongFunction<Trial> bytes)
      throws IOException {
    Map<String, Case> cases = new HashMap<>();
    for (JsonNode json : ReferenceFile.read("layers").get("cases")) {
      Case each = new Case(json);
      cases.put(each.id(), each);
    }
    Map<String, Integer> differing = new TreeMap<>();
    int held = 0;
    for (String[] facts : rows()) {
      Optional<Trial> trial = trial(Objects.requireNonNull(cases.get(facts[0])));
      if (trial.isPresent()) {
        held++;
        if (bytes.applyAsLong(trial.orElseThrow()) != Long.parseLong(facts[column])) {
          differing.merge(facts[3], 1, Integer::sum);
        }
      }
    }
    assertTrue(held > 750, () -> "few cases");
    return differing;
  }

  private static Optional<Trial> trial(Case reference) {
    Mapping mapping = Objects.requireNonNull(TorchLayersTest.mappings().get(reference.type()));
    try {
      return Optional.of(mapping.trial(reference));
    } catch (NotExpressibleException e) {
      return Optional.empty();
    }
  }

  private static long peak(Trial trial) {
    return MemoryReport.of(Report.of(trial.network(), Settings.DEFAULT.batch(trial.batch())))
        .peak()
        .value();
  }

  /** The bytes in fp32 of what a layer keeps if its inputs have gradients, step by step. */
  private static long saved(Trial trial) {
    Applied applied = trial.apply();
    Kept kept = new Kept(trial.batch(), new ArrayList<>(), new HashMap<>(), new ArrayList<>());
    List<Integer> inputs =
        applied.inputs().stream().map(input -> kept.value(input, false)).toList();
    kept.run(applied.declaration(), inputs);
    return kept.total();
  }

  /**
   * What steps keep: of each value that they pass its bytes, once, and what is theirs alone.
   *
   * @param batch how many examples there are
   * @param values the bytes of each value, for all examples
   * @param once the bytes of values that are kept, by number
   * @param own the bytes of what else is kept
   */
  private record Kept(
      long batch,
      List<Long> values,
      Map<Integer, Long> once,
      List<Long> own,
      List<Boolean> shared) {
    Kept(long batch, List<Long> values, Map<Integer, Long> once, List<Long> own) {
      this(batch, values, once, own, new ArrayList<>());
    }

    int value(Shape shape, boolean ofParameters) {
      values.add(shape.values().value() * (ofParameters ? 1 : batch));
      shared.add(ofParameters);
      return values.size() - 1;
    }

    List<Integer> run(Declaration declaration, List<Integer> reads) {
      Composition steps = declaration.composition();
      if (!steps.parts().isEmpty() && !steps.fused()) {
        List<Integer> all = new ArrayList<>(reads);
        for (Part part : steps.parts()) {
          all.addAll(run(part.declaration(), part.reads().stream().map(all::get).toList()));
        }
        return steps.outputs().stream().map(all::get).toList();
      }
      boolean ofParameters = reads.stream().allMatch(shared::get);
      List<Integer> outputs =
          declaration.outputs().stream().map(output -> value(output, ofParameters)).toList();
      declaration.backward().kept().forEach(kept -> keep(kept, reads, outputs));
      return outputs;
    }

    private void keep(SavedTensor kept, List<Integer> reads, List<Integer> outputs) {
      long width = width(kept);
      switch (kept.role()) {
        case INPUTS, INPUTS_IF_TRAINED, OTHER_INPUTS ->
            reads.forEach(i -> once.put(i, width * values.get(i)));
        case INPUTS_IN_ORDER -> {
          if (batch == 1) {
            reads.forEach(i -> once.put(i, width * values.get(i)));
          } else {
            own.add(width * kept.values().value() * batch);
          }
        }
        case OUTPUT -> outputs.forEach(i -> once.put(i, width * values.get(i)));
        case IN_TRAINING, ALWAYS ->
            own.add(width * kept.values().value() * (kept.perExample() ? batch : 1));
        case BESIDE, IN_PASSING, IN_BACKWARD -> {}
      }
    }

    long total() {
      return Stream.concat(once.values().stream(), own.stream()).mapToLong(Long::longValue).sum();
    }
  }

  private static int width(SavedTensor kept) {
    return kept.element() == Tensor.Element.INDEX ? 8 : 4;
  }

  private static List<String[]> rows() throws IOException {
    try (InputStream in = LayerMemoryTest.class.getResourceAsStream("/truth/layer_memory.txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" "))
          .toList();
    }
  }
}
