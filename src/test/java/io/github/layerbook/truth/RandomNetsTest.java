package io.github.layerbook.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.normalization.LayerNormalization;
import io.github.layerbook.layer.normalization.RootMeanSquareNormalization;
import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.network.Applied;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.Node;
import io.github.layerbook.size.Size;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Sequential networks drawn at random agree with PyTorch's, row by row and in their totals. */
class RandomNetsTest {
  private static final Map<String, Mapping> MAPPINGS = TorchLayersTest.mappings();

  @TestFactory
  Stream<DynamicTest> agreesWithPyTorch() throws IOException {
    return Stream.of(ReferenceFile.read("random_nets"), ReferenceFile.measured("random_nets"))
        .flatMap(file -> StreamSupport.stream(file.get("nets").spliterator(), false))
        .map(net -> DynamicTest.dynamicTest(net.get("id").asText(), () -> check(net)));
  }

  private static void check(JsonNode net) {
    List<Case> cases = cases(net);
    long batch = net.get("input").get(0).asLong();
    List<Trial> trials = cases.stream().map(reference -> trial(reference, batch)).toList();
    List<Applied> applied = network(net, trials).applied();
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      for (String difference :
          Verdict.differences(cases.get(i), trials.get(i), applied.get(i + 1))) {
        differences.add("row %d, %s: %s".formatted(i, cases.get(i), difference));
      }
    }
    assertTrue(differences.isEmpty(), () -> String.join("\n", differences));
    compareTotals(net, applied.subList(1, applied.size()));
  }

  /** Each layer as a case of its own, on what the one before it gives. */
  private static List<Case> cases(JsonNode net) {
    List<Case> cases = new ArrayList<>();
    JsonNode input = net.get("input");
    for (JsonNode layer : net.get("layers")) {
      ObjectNode single = layer.deepCopy();
      single.set("class", layer.get("type"));
      single.putArray("in").add(input);
      single.putArray("out").add(layer.get("out"));
      cases.add(new Case(single));
      input = layer.get("out");
    }
    return cases;
  }

  /** One layer, its first axis being the batch and all others an example, channels first. */
  private static Trial trial(Case reference, long batch) {
    Mapping mapping = MAPPINGS.get(reference.type());
    if (mapping == null) {
      throw new AssertionError("no mapping for " + reference.type());
    }
    Trial trial = mapping.trial(reference);
    return new Trial(
        channelsFirst(trial.layer()),
        trial.inputs(),
        batch,
        (output, shape) -> Trial.join(List.of(batch), Trial.extents(shape, AxisOrder.CHW)),
        trial.naming(),
        trial.counted());
  }

  /** The last extents as PyTorch has them, where channels come first. */
  private static Layer channelsFirst(Layer layer) {
    if (layer instanceof LayerNormalization norm) {
      return new LayerNormalization(norm.shape(), AxisOrder.CHW, norm.scale(), norm.shift());
    }
    return layer instanceof RootMeanSquareNormalization norm
        ? new RootMeanSquareNormalization(norm.shape(), AxisOrder.CHW, norm.scale())
        : layer;
  }

  private static Network network(JsonNode net, List<Trial> trials) {
    List<Node> nodes = new ArrayList<>();
    List<Long> input = Case.numbers(net.get("input"));
    Layer source = new Input(Trial.sizes(input.subList(1, input.size())), AxisOrder.CHW);
    nodes.add(new Node("n0", source, List.of(), ""));
    for (int i = 0; i < trials.size(); i++) {
      nodes.add(new Node("n" + (i + 1), trials.get(i).layer(), List.of("n" + i), ""));
    }
    return Network.of("", nodes);
  }

  private static void compareTotals(JsonNode net, List<Applied> layers) {
    long batch = net.get("input").get(0).asLong();
    long parameters = layers.stream().mapToLong(a -> Verdict.elements(a, false)).sum();
    long buffers = layers.stream().mapToLong(a -> Verdict.elements(a, true)).sum();
    long multiplyAdds = layers.stream().mapToLong(Verdict::multiplyAdds).sum();
    long values = layers.stream().map(a -> a.output().values()).mapToLong(Size::value).sum();
    assertEquals(net.get("param_count").asLong(), parameters);
    assertEquals(net.get("buffer_count").asLong(), buffers);
    assertEquals(net.get("flops").asLong(), 2 * batch * multiplyAdds);
    assertEquals(net.get("activation_elements").asLong(), batch * values);
  }
}
