package io.github.layerbook.exchange.onnx.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl;
import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.exchange.file.Exchange;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.source.Wiring;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.linear.Buffer;
import io.github.layerbook.layer.normalization.BatchNormalization;
import io.github.layerbook.layer.shape.Chunk;
import io.github.layerbook.network.Applied;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.Node;
import io.github.layerbook.notation.GeneratedGraphs;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.zoo.Zoo;
import io.github.layerbook.zoo.ZooEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models are read back by our own reader as equal networks. */
class OnnxSourceTest {
  /** A file holds a ratio with 24 binary digits. */
  private static final Pattern RATIO = Pattern.compile("0\\.\\d+(?:E-\\d+)?");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"lenet5", "squeezenet1_0", "mobilenet_v2", "mobilenet_v3_small", "resnet18"})
  void networksOfTheZooAreReadBackEqual(String name) throws IOException {
    assertReadBack(Zoo.network(name));
  }

  @Test
  void sequencesAreReadBackEqual() throws IOException {
    assertReadBack(
        Notation.standard()
            .parse("network net\ninput 16x8\nlinear 32\nrelu\nlayernorm\nlinear 4 bias=false\n")
            .network());
  }

  /** Not yet read as what they are: parts of a tensor, and normalisations that share weights. */
  @Test
  void generatedGraphsAreReadBackEqual() throws IOException {
    for (Network network : GeneratedGraphs.networks(new Random(3), 100)) {
      boolean other =
          network.nodes().stream()
              .anyMatch(
                  node ->
                      node.layer() instanceof Chunk
                          || (node.layer() instanceof BatchNormalization
                              && !node.weightsOf().isEmpty()));
      // The reader keeps no letters but ASCII's in names.
      if (!other && network.toString().chars().allMatch(c -> c < 128)) {
        assertReadBack(network);
      }
    }
  }

  private void assertReadBack(Network network) throws IOException {
    Path file = folder.resolve("net.onnx");
    Files.write(file, OnnxSource.of(network));
    ReadNetwork read = Exchange.read(file);
    assertEquals(List.of(), read.problems(), network::toString);
    Network back = read.network().orElseThrow();
    assertEquals(lines(OnnxSource.expanded(network)), lines(back), network::toString);
  }

  private static String lines(Network network) {
    List<String> lines = Wiring.of(network, OnnxSource.dialect(), true);
    return RATIO
        .matcher(String.join("\n", lines))
        .replaceAll(found -> String.valueOf(Float.parseFloat(found.group())));
  }

  @Test
  void allLayersWithoutAnOperatorAreNamed() {
    Network network = parsed("input 16x64; local1d 3-8; attention 8 weights=average");
    String reason =
        assertThrows(NotExpressibleException.class, () -> OnnxSource.of(network)).reason();
    assertTrue(reason.contains("local1 (local)"), reason);
    assertTrue(reason.contains("attention1 (attention): its weights are an output"), reason);
  }

  private static Network parsed(String lines) {
    return Notation.standard().parse("network net\n" + lines.replace("; ", "\n") + "\n").network();
  }

  private static boolean isOpaque(String note) {
    return note.contains("is opaque");
  }

  /** Of each kind of language models one: a decoder, with norms of heads, windows, experts … */
  private static final Set<String> LANGUAGE =
      Set.of(
          "llama3.2_1b",
          "qwen3_0.6b",
          "gemma3_1b",
          "phi1.5",
          "pythia_160m",
          "olmoe",
          "deepseek_v2_lite",
          "gpt_oss_20b",
          "bert_large");

  /** What is computed of weights alone, as Swin v2's biases, has no work for each example. */
  @Test
  void everyNetworkOfTheZooHasItsParametersWhenItIsReadBack() throws IOException {
    for (ZooEntry entry : Zoo.entries()) {
      if (entry.origin() == ZooEntry.Origin.HUGGING_FACE && !LANGUAGE.contains(entry.name())) {
        continue;
      }
      Network network = Zoo.network(entry.name());
      Path file = folder.resolve(entry.name() + ".onnx");
      Files.write(file, OnnxSource.withoutWeights(network));
      ReadNetwork read = Exchange.read(file);
      assertTrue(read.isWhole(), () -> entry.name() + read.problems());
      Report back = Report.of(read.network().orElseThrow());
      assertEquals(
          Report.of(network).total(Quantity.PARAMETERS).value(),
          back.total(Quantity.PARAMETERS).value(),
          entry.name());
      boolean other =
          read.notes().stream()
              .anyMatch(note -> note.contains("of learned values alone") || isOpaque(note));
      if (!other && !entry.name().startsWith("gemma3")) {
        assertEquals(
            Report.of(network).total(Quantity.MULTIPLY_ADDS).value(),
            back.total(Quantity.MULTIPLY_ADDS).value(),
            entry.name());
      }
    }
  }

  /** What has scans, conditions, classes, tensors that are read by others or by none. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "jamba",
        "mamba_130m",
        "qwen3_next_80b",
        "gemma3_27b",
        "roberta_base",
        "dinov2_small",
        "clip_b_32",
        "siglip_b_16",
        "dit_xl_2"
      })
  void theWeightsOfAFileAreTheParameters(String name) throws IOException {
    assertWeights(Zoo.network(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "input 12x16; mamba state=4 rank=3 norms=true bias=true",
        "input 12x16; mamba2 4 headsize=8 state=4 groups=2",
        "input 12x16; gateddelta 2 valueheads=4 keysize=8 valuesize=6",
        "input 12x16; layernorm scale=false shift=false; layernorm scale=false",
        "input 8x8x6; groupnorm 3 scale=false shift=false; instancenorm",
        "input 12x16; relu2; quickgelu; logsigmoid; tanhshrink; squareplus; sparseplus",
        "input 12x16; reshape 4x48; linear 8"
      })
  void layersOfSeveralStepsHaveTheirWeights(String lines) throws IOException {
    assertWeights(parsed(lines));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dinov2_small", "mamba_130m", "dit_xl_2", "resnet18"})
  void weightsHaveTheNamesOfACheckpoint(String name) throws IOException {
    Network network = Zoo.network(name);
    Set<String> written = new HashSet<>();
    OnnxMl.ModelProto.parseFrom(OnnxSource.withoutWeights(network))
        .getGraph()
        .getInputList()
        .forEach(input -> written.add(input.getName()));
    for (Applied applied : network.applied()) {
      Node node = applied.node();
      applied.declaration().tensors().stream()
          .filter(tensor -> tensor.kind() != Tensor.Kind.BUFFER && node.weightsOf().isEmpty())
          .map(tensor -> tensor.name().isEmpty() ? "" : "." + tensor.name())
          .forEach(own -> assertTrue(written.contains(node.path() + own), node.path() + own));
    }
  }

  private static void assertWeights(Network network) throws IOException {
    OnnxMl.GraphProto graph =
        OnnxMl.ModelProto.parseFrom(OnnxSource.withoutWeights(network)).getGraph();
    Set<String> buffers = new HashSet<>();
    network.nodes().stream()
        .filter(node -> node.layer() instanceof Buffer)
        .forEach(node -> buffers.add(node.path()));
    long weights =
        graph.getInputList().stream()
            .filter(input -> !buffers.contains(input.getName()))
            .map(input -> input.getType().getTensorType().getShape().getDimList())
            .filter(extents -> extents.stream().noneMatch(extent -> extent.hasDimParam()))
            .mapToLong(
                extents ->
                    extents.stream()
                        .mapToLong(extent -> extent.getDimValue())
                        .reduce(1, Math::multiplyExact))
            .sum();
    assertEquals(Report.of(network).total(Quantity.PARAMETERS).value(), weights);
    Set<String> made = new HashSet<>();
    graph.getInputList().forEach(input -> made.add(input.getName()));
    graph.getInitializerList().forEach(tensor -> made.add(tensor.getName()));
    for (OnnxMl.NodeProto node : graph.getNodeList()) {
      assertTrue(made.containsAll(node.getInputList().stream().filter(n -> !n.isEmpty()).toList()));
      node.getOutputList()
          .forEach(output -> assertTrue(made.add(output), () -> output + " is made twice"));
    }
  }

  /** What shares heads of keys, or has parts that our reader has no layer for. */
  /** Windows are masks in a file, experts products of all, whose work is not what a token takes. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "gqa 8 keyheads=4 norm=own",
        "gqa 8 norm=each",
        "gqa 8 keyheads=2 window=4",
        "gqa 8 gated=true keyheads=2 headsize=16",
        "attention 8 window=4",
        "attention 8 keyheads=2 window=4 rotary=true addedbias=true",
        "mla 4 latent=16 headsize=8 rotary=4 valuesize=8",
        "mla 4 latent=16 querylatent=24 headsize=8 rotary=0 valuesize=6 bias=true",
        "moe 4-32 top=2",
        "moe 4-32 top=2 shared=16 sharedgate=true bias=true routing=biased",
        "moe 4-32 top=1 routing=corrected shared=16 activation=gelu"
      })
  void layersOfLanguageModelsHaveTheirParameters(String layer) throws IOException {
    Network network = parsed("input 16x64; " + layer + "; linear 8");
    Path file = folder.resolve("net.onnx");
    Files.write(file, OnnxSource.of(network));
    ReadNetwork read = Exchange.read(file);
    assertTrue(read.isWhole(), () -> layer + read.problems());
    assertEquals(
        Report.of(network).total(Quantity.PARAMETERS).value(),
        Report.of(read.network().orElseThrow()).total(Quantity.PARAMETERS).value());
  }

  /** Attention of language models is recognised whatever its options. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "gqa 8 keyheads=2 headsize=8 rotary=8 norm=rms",
        "gqa 8 keyheads=8 headsize=8 rotary=4 norm=layer bias=all",
        "gqa 8 keyheads=4 headsize=8 norm=all",
        "gqa 8 keyheads=8 headsize=8 rotary=8 norm=unit causal=false",
        "gqa 8 keyheads=2 headsize=8 rotary=8 sinks=true",
        "gqa 8 keyheads=1 headsize=16 rotary=8 names=qkv_proj+o_proj",
        "gqa 8 keyheads=8 headsize=8 bias=nokey"
      })
  void attentionOfLanguageModelsIsReadBackEqual(String layer) throws IOException {
    Network network = parsed("input 16x64; " + layer);
    Path file = folder.resolve("net.onnx");
    Files.write(file, OnnxSource.of(network));
    Network back = Exchange.read(file).network().orElseThrow();
    assertEquals(
        network.nodes().get(1).layer(), back.nodes().get(1).layer(), () -> network + "\n" + back);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "input 16x64; gqa 8 buckets=32 causal=false",
        "input 16x64; gqa 8 names=q+k+v bias=inputs",
        "input 16x64; rope features=16",
        "input 16x64; feedforward 32 gated=true activation=silu",
        "input 16x64; feedforward 32 gated=true names=gate_up_proj+down_proj bias=false",
        "input 16x64; transposedlinear 12",
        "input 16x64; attention 8 keyheads=2",
        "input 16x64; attention 8 keyheads=8 headsize=4 valuesize=6 out=10 outbias=false",
        "input 12x8; gru 6 bidirectional=true sequence=false",
        "input 13x17x6; adaptiveavgpool 4x3; conv 1x1-5",
        "input 13x17x6; adaptivemaxpool 4x3; conv 1x1-5"
      })
  void layersOfSeveralOperatorsHaveTheirTotals(String lines) throws IOException {
    Network network = parsed(lines);
    Path file = folder.resolve("net.onnx");
    Files.write(file, OnnxSource.of(network));
    Report back = Report.of(Exchange.read(file).network().orElseThrow());
    for (Quantity quantity : List.of(Quantity.PARAMETERS, Quantity.MULTIPLY_ADDS)) {
      assertEquals(Report.of(network).total(quantity).value(), back.total(quantity).value(), lines);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vgg16",
        "vit_b_16",
        "bert_base",
        "gpt2",
        "convnext_tiny",
        "unet",
        "densenet121",
        "keras_inception_v3",
        "shufflenet_v2_x1_0"
      })
  void modelsWithoutWeightsHaveTheSameTotals(String name) throws IOException {
    Network network = Zoo.network(name);
    Path file = folder.resolve(name + ".onnx");
    Files.write(file, OnnxSource.withoutWeights(network));
    assertTrue(Files.size(file) < 1_000_000, "no weights stand in it");
    ReadNetwork read = Exchange.read(file);
    assertTrue(read.isWhole(), read::toString);
    Report back = Report.of(read.network().orElseThrow());
    for (Quantity quantity : List.of(Quantity.PARAMETERS, Quantity.MULTIPLY_ADDS)) {
      assertEquals(Report.of(network).total(quantity).value(), back.total(quantity).value(), name);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lstm 16 layers=2",
        "gru 16 bidirectional=true",
        "rnn 8 activation=relu",
        "lstm 8 layers=3 bidirectional=true"
      })
  void aStackOfRecurrentLayersIsOneOperatorEach(String layer) throws IOException {
    Network network =
        Notation.standard()
            .parse("network net\ninput 12x8\n%s\nlinear 4\n".formatted(layer))
            .network();
    Path file = folder.resolve("net.onnx");
    Files.write(file, OnnxSource.of(network));
    Network back = Exchange.read(file).network().orElseThrow();
    assertEquals(
        Report.of(network).total(Quantity.PARAMETERS).value(),
        Report.of(back).total(Quantity.PARAMETERS).value());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "input 7x7x4; adaptiveavgpool 7x7",
        "input 14x14x4; adaptiveavgpool 7x7",
        "input 12x6x4; adaptivemaxpool 4x3",
        "input 13x17x4; avgpool 2x2"
      })
  void poolingByWindowsOfOneSizeIsOneOperator(String lines) throws IOException {
    byte[] model = OnnxSource.withoutWeights(parsed(lines));
    assertEquals(1, OnnxMl.ModelProto.parseFrom(model).getGraph().getNodeCount());
  }
}
