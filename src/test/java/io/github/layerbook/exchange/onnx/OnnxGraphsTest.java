package io.github.layerbook.exchange.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl;
import io.github.layerbook.exchange.form.FileOptions;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.UnreadableFileException;
import io.github.layerbook.network.Network;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Graphs that PyTorch's exporters do not write: branches, loops, functions, foreign operators. */
class OnnxGraphsTest {
  @TempDir Path directory;

  private ReadNetwork read(GraphText text, FileOptions options) throws IOException {
    Path file = OnnxFiles.write(directory, "graph.onnx", text.model().toByteArray());
    return new Onnx().read(file, options);
  }

  private Network network(GraphText text) throws IOException {
    ReadNetwork read = read(text, FileOptions.NONE);
    assertTrue(read.isWhole(), () -> read.problems() + "\n" + read.notes());
    return read.network().orElseThrow();
  }

  private static long total(Network network, Quantity quantity) {
    return Report.of(network).total(quantity).value();
  }

  private static List<String> layers(Network network) {
    return network.nodes().stream().map(node -> node.path()).toList();
  }

  @Test
  void bothBranchesAreShownWhereTheInputDecides() throws IOException {
    GraphText one = new GraphText().weight("w1", 4, 8).node("Gemm", "x w1", "t", "transB=1");
    GraphText other = new GraphText().weight("w2", 16, 8).node("Gemm", "x w2", "m", "transB=1");
    other.weight("w3", 4, 16).node("Gemm", "m w3", "e", "transB=1");
    GraphText graph = new GraphText().input("x", "2 8").output("y");
    graph.node("ReduceSum", "x", "s", "keepdims=0").node("Cast", "s", "c", "to=9");
    graph.branches("c", "y", one.output("t"), other.output("e"));
    ReadNetwork read = read(graph, FileOptions.NONE);
    assertEquals(4 * 8 + 16 * 8 + 4 * 16, total(read.network().orElseThrow(), Quantity.PARAMETERS));
    assertTrue(read.notes().stream().anyMatch(note -> note.contains("both branches")));
  }

  @Test
  void onlyTheBranchThatIsTakenIsShownWhereTheFileDecides() throws IOException {
    GraphText one = new GraphText().weight("w1", 4, 8).node("Gemm", "x w1", "t", "transB=1");
    GraphText other = new GraphText().weight("w2", 4, 8).node("Gemm", "x w2", "e", "transB=1");
    GraphText graph = new GraphText().input("x", "2 8").output("y").numbers("c", 0);
    graph.branches("c", "y", one.output("t"), other.output("e"));
    assertEquals(List.of("x", "gemm"), layers(network(graph)));
  }

  @Test
  void aFunctionIsFollowedAtEachCall() throws IOException {
    GraphText graph = new GraphText().input("x", "2 8").output("y");
    graph.weight("wa", 8, 6).weight("wb", 6, 4);
    graph.node("own.Block", "x wa", "m", "").node("own.Block", "m wb", "y", "");
    graph.function("Block", "a w", "r", "MatMul a w p", "LeakyRelu p r");
    Network network = network(graph);
    assertEquals(8 * 6 + 6 * 4, total(network, Quantity.PARAMETERS));
    assertEquals(5, network.nodes().size());
  }

  @Test
  void aForeignOperatorIsOpaqueAndWhatFollowsIsRead() throws IOException {
    GraphText graph = new GraphText().input("x", "N 3 16 16").output("y").weight("k", 8, 3, 3, 3);
    graph.weight("p", 8, 5).node("Conv", "x k", "a", "").value("b", "N 10 7 7");
    graph.node("com.example.Swoosh", "a p", "b", "").node("GlobalAveragePool", "b", "c", "");
    graph.node("Flatten", "c", "y", "");
    ReadNetwork read = read(graph, FileOptions.NONE);
    assertTrue(read.isWhole(), () -> read.problems().toString());
    Network network = read.network().orElseThrow();
    assertEquals("opaque 10x7x7 order=chw type=com.example.Swoosh parameters=40", line(network, 2));
    assertTrue(
        read.notes().stream()
            .anyMatch(note -> note.contains("an operator of the domain com.example")));
  }

  private static String line(Network network, int node) {
    return network
        .toString()
        .lines()
        .skip(1L + node)
        .findFirst()
        .orElse("")
        .replaceFirst("^[^:]*: ", "");
  }

  @Test
  void openExtentsAreBoundByTheirNames() throws IOException {
    GraphText graph = new GraphText().input("x", "batch 3 height width").output("y");
    graph.weight("k", 8, 3, 3, 3).node("Conv", "x k", "y", "");
    FileOptions bound = new FileOptions(List.of(), Map.of("height", 10L, "width", 12L), false, "");
    assertEquals(
        8 * 27 * 8 * 10, total(read(graph, bound).network().orElseThrow(), Quantity.MULTIPLY_ADDS));
    assertEquals(
        8 * 27 * 4 * 5,
        total(
            read(graph, FileOptions.NONE.input(3L, 6L, 7L)).network().orElseThrow(),
            Quantity.MULTIPLY_ADDS));
    assertTrue(read(graph, FileOptions.NONE).notes().get(0).contains("height and width are open"));
    UnreadableFileException e =
        assertThrows(
            UnreadableFileException.class,
            () -> read(graph, new FileOptions(List.of(), Map.of("hight", 3L), false, "")));
    assertTrue(String.valueOf(e.getMessage()).contains("no extent is called hight"));
  }

  @Test
  void exportsOfKerasAreReadWithTheirChannelsLast() throws IOException {
    GraphText graph = new GraphText().input("x", "n 33 33 3").output("y");
    graph.weight("k", 16, 3, 3, 3).weight("b", 1, 16, 1, 1).weight("w", 16, 10).weight("c", 10);
    graph.node("Transpose", "x", "t", "perm=0,3,1,2");
    graph.node("Conv", "t k", "a", "auto_pad=SAME_UPPER strides=2,2").node("Add", "a b", "s", "");
    graph.node("Clip", "s", "r", "min=0.0 max=6.0").node("Transpose", "r", "u", "perm=0,2,3,1");
    graph.node("ReduceMean", "u", "m", "axes=1,2 keepdims=0").node("MatMul", "m w", "l", "");
    graph.node("Add", "l c", "y", "");
    assertEquals(
        List.of(
            "input 33x33x3",
            "conv 3x3-16 stride=2 padding=same in=3",
            "relu6",
            "globalavgpool",
            "fc 10"),
        network(graph)
            .toString()
            .lines()
            .skip(1)
            .filter(line -> !line.isBlank())
            .map(line -> line.replaceFirst("^[^:]*: ", ""))
            .toList());
  }

  @Test
  void squeezeAndExcitationStaysAProduct() throws IOException {
    GraphText graph = new GraphText().input("x", "1 8 6 6").output("y").weight("w", 8, 8, 1, 1);
    graph.node("GlobalAveragePool", "x", "p", "").node("Conv", "p w", "c", "");
    graph.node("Sigmoid", "c", "g", "").node("Mul", "x g", "y", "");
    assertEquals(
        List.of("x", "globalaveragepool", "conv", "sigmoid", "multiply"), layers(network(graph)));
  }

  @Test
  void aGateOfItsOwnInputIsAnActivation() throws IOException {
    assertActivation("silu", g -> g.node("Sigmoid", "x", "a", "").node("Mul", "x a", "y", ""));
    assertActivation(
        "hardswish",
        g ->
            g.number("three", 3)
                .number("six", 6)
                .number("zero", 0)
                .node("Add", "x three", "a", "")
                .node("Clip", "a zero six", "b", "")
                .node("Mul", "x b", "c", "")
                .node("Div", "c six", "y", ""));
    assertActivation(
        "gelu",
        g ->
            g.number("r", Math.sqrt(2))
                .number("one", 1)
                .number("half", 0.5)
                .node("Div", "x r", "a", "")
                .node("Erf", "a", "b", "")
                .node("Add", "b one", "c", "")
                .node("Mul", "x c", "d", "")
                .node("Mul", "d half", "y", ""));
    assertActivation(
        "mish",
        g ->
            g.node("Softplus", "x", "a", "")
                .node("Tanh", "a", "b", "")
                .node("Mul", "x b", "y", ""));
  }

  private void assertActivation(String word, Consumer<GraphText> nodes) throws IOException {
    GraphText graph = new GraphText().input("x", "1 8 6 6").output("y");
    nodes.accept(graph);
    assertEquals(word, line(network(graph), 1));
  }

  @Test
  void whatIsReadBetweenKeepsAGroupApart() throws IOException {
    GraphText graph = new GraphText().input("x", "1 8").output("y").output("a");
    graph.node("Sigmoid", "x", "a", "").node("Mul", "x a", "y", "");
    assertEquals(List.of("x", "sigmoid", "multiply"), layers(network(graph)));
  }

  @Test
  void equalVectorsThatWereMergedAreEachLayersOwn() throws IOException {
    GraphText graph = new GraphText().input("x", "1 8").output("y").weight("zeros", 8);
    graph.weight("w1", 8, 8).weight("w2", 8, 8);
    graph.node("Gemm", "x w1 zeros", "a", "").node("Gemm", "a w2 zeros", "y", "");
    ReadNetwork read = read(graph, FileOptions.NONE);
    assertEquals(2 * (64 + 8), total(read.network().orElseThrow(), Quantity.PARAMETERS));
    assertTrue(
        read.notes().stream().anyMatch(note -> note.contains("the file holds 8 values fewer")),
        () -> read.notes().toString());
  }

  @Test
  void matricesThatLayersShareAreCountedOnce() throws IOException {
    GraphText graph = new GraphText().input("x", "1 8").output("y").weight("w", 8, 8);
    graph.node("Gemm", "x w", "a", "").node("Relu", "a", "b", "").node("Gemm", "b w", "y", "");
    assertEquals(64, total(network(graph), Quantity.PARAMETERS));
    assertEquals(128, total(network(graph), Quantity.MULTIPLY_ADDS));
  }

  @Test
  void groupsBeyondAllNumbersAreReadOrRefusedInWords() throws IOException {
    for (String groups : List.of("9223372036854775807", "-9223372036854775808", "0", "-1")) {
      GraphText graph = new GraphText().input("x", "N C H W").output("y").weight("k", 8, 3, 3, 3);
      graph.node("Conv", "x k", "y", "group=" + groups);
      try {
        assertFalse(read(graph, FileOptions.NONE).notes().isEmpty());
      } catch (UnreadableFileException e) {
        assertTrue(String.valueOf(e.getMessage()).startsWith("graph.onnx: "), e::getMessage);
      }
    }
  }

  @Test
  void learnedTensorsAreMergedBeforeTheyMeetTheInput() throws IOException {
    for (String operator : List.of("Add", "Sub", "Mul", "Div", "Max", "Concat")) {
      GraphText graph = new GraphText().input("x", "1 8").output("y");
      graph.weight("w1", 4, 8).weight("w2", 4, 8).node(operator, "w1 w2 x", "y", "");
      assertNotNull(read(graph, FileOptions.NONE), operator);
    }
  }

  @Test
  void nodesInAnyOrderAreRead() throws IOException {
    GraphText graph = new GraphText().input("x", "1 8").output("y");
    graph.node("Relu", "a", "y", "").node("Tanh", "x", "a", "");
    OnnxMl.ModelProto model = graph.model();
    assertEquals("Relu", model.getGraph().getNode(0).getOpType());
    assertEquals(List.of("x", "tanh", "relu"), layers(network(graph)));
  }
}
