package io.github.layerbook.exchange.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.sun.management.ThreadMXBean;
import io.github.layerbook.exchange.form.FileOptions;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.UnreadableFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that want more time or memory than they have a right to, or lead out of their folder. */
class HostileOnnxTest {
  private static final long MOST_ALLOCATED = 256L << 20;

  @TempDir Path directory;

  private ReadNetwork read(byte[] bytes) throws IOException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Path file = OnnxFiles.write(directory, "hostile.onnx", bytes);
    long before = threads.getCurrentThreadAllocatedBytes();
    try {
      return new Onnx().read(file, FileOptions.NONE);
    } finally {
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;
      assertTrue(allocated < MOST_ALLOCATED, () -> "%,d bytes were allocated".formatted(allocated));
    }
  }

  private void assertRefused(byte[] bytes, String reason) {
    UnreadableFileException e = assertThrows(UnreadableFileException.class, () -> read(bytes));
    String message = String.valueOf(e.getMessage());
    assertTrue(message.startsWith("hostile.onnx: ") && message.contains(reason), message);
  }

  private static OnnxMl.ValueInfoProto value(String name, long... extents) {
    OnnxMl.TensorShapeProto.Builder shape = OnnxMl.TensorShapeProto.newBuilder();
    for (long extent : extents) {
      shape.addDimBuilder().setDimValue(extent);
    }
    OnnxMl.ValueInfoProto.Builder value = OnnxMl.ValueInfoProto.newBuilder().setName(name);
    value.getTypeBuilder().getTensorTypeBuilder().setElemType(1).setShape(shape);
    return value.build();
  }

  private static OnnxMl.GraphProto.Builder graph() {
    return OnnxMl.GraphProto.newBuilder()
        .setName("g")
        .addInput(value("x", 1, 8))
        .addOutput(value("y", 1, 8));
  }

  private static OnnxMl.NodeProto.Builder node(String operator, String input, String output) {
    return OnnxMl.NodeProto.newBuilder().setOpType(operator).addInput(input).addOutput(output);
  }

  private static OnnxMl.ModelProto.Builder model(OnnxMl.GraphProto.Builder graph) {
    OnnxMl.ModelProto.Builder model = OnnxMl.ModelProto.newBuilder().setIrVersion(9);
    model.addOpsetImportBuilder().setVersion(17);
    return model.setGraph(graph);
  }

  private static byte[] bytes(OnnxMl.GraphProto.Builder graph) {
    return model(graph).build().toByteArray();
  }

  @Test
  void aMillionEmptyNodesAreRefusedBeforeTheyAreMade() throws IOException {
    ByteArrayOutputStream graph = new ByteArrayOutputStream();
    for (int i = 0; i < 1_000_000; i++) {
      graph.write(0x0a);
      graph.write(0);
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(file);
    out.writeInt64(1, 9);
    out.writeByteArray(7, graph.toByteArray());
    out.flush();
    assertRefused(file.toByteArray(), "more than 100,000 operations");
  }

  @Test
  void manyNodesInARowAreReadInBounds() throws IOException {
    OnnxMl.GraphProto.Builder graph = graph();
    String last = "x";
    for (int i = 0; i < 15_000; i++) {
      graph.addNode(node("Relu", last, i == 14_999 ? "y" : "v" + i));
      last = "v" + i;
    }
    assertEquals(15_001, read(bytes(graph)).network().orElseThrow().nodes().size());
  }

  @Test
  void moreLayersThanTheMostAreRefused() {
    OnnxMl.GraphProto.Builder graph = graph();
    String last = "x";
    for (int i = 0; i < 25_000; i++) {
      graph.addNode(node("Relu", last, i == 24_999 ? "y" : "v" + i));
      last = "v" + i;
    }
    assertRefused(bytes(graph), "25,000 nodes depend on the input, more than the 20,000");
  }

  @Test
  void bodiesInBodiesAreRefusedAtSomeDepth() {
    OnnxMl.GraphProto.Builder body = graph().addNode(node("Relu", "x", "y"));
    for (int i = 0; i < 40; i++) {
      OnnxMl.NodeProto.Builder branch = node("If", "x", "y");
      branch
          .addAttributeBuilder()
          .setName("then_branch")
          .setType(OnnxMl.AttributeProto.AttributeType.GRAPH)
          .setG(body);
      body = graph().addNode(branch);
    }
    assertRefused(bytes(body), "bodies within bodies");
  }

  @Test
  void aFunctionThatCallsItselfIsRefused() {
    OnnxMl.ModelProto.Builder model = model(graph().addNode(node("F", "x", "y").setDomain("own")));
    model
        .addFunctionsBuilder()
        .setName("F")
        .setDomain("own")
        .addInput("a")
        .addOutput("b")
        .addNode(node("F", "a", "b").setDomain("own"));
    assertRefused(model.build().toByteArray(), "the function F calls itself");
  }

  @Test
  void functionsThatUnfoldToFarTooMuchAreRefused() {
    OnnxMl.ModelProto.Builder model = model(graph().addNode(node("F0", "x", "y").setDomain("own")));
    for (int i = 0; i < 12; i++) {
      OnnxMl.FunctionProto.Builder function =
          model
              .addFunctionsBuilder()
              .setName("F" + i)
              .setDomain("own")
              .addInput("a")
              .addOutput("b9");
      for (int j = 0; j < 10; j++) {
        String operator = i == 11 ? "Relu" : "F" + (i + 1);
        function.addNode(
            node(operator, j == 0 ? "a" : "b" + (j - 1), "b" + j).setDomain(i == 11 ? "" : "own"));
      }
    }
    assertRefused(model.build().toByteArray(), "functions unfold to more than");
  }

  @Test
  void functionsThatDoNothingButCallEachOtherAreRefused() {
    OnnxMl.ModelProto.Builder model = model(graph().addNode(node("F0", "x", "y").setDomain("own")));
    for (int i = 0; i < 25; i++) {
      OnnxMl.FunctionProto.Builder function =
          model
              .addFunctionsBuilder()
              .setName("F" + i)
              .setDomain("own")
              .addInput("a")
              .addOutput("a");
      for (int j = 0; j < 10 && i < 24; j++) {
        function.addNode(node("F" + (i + 1), "a", "b" + j).setDomain("own"));
      }
    }
    assertRefused(model.build().toByteArray(), "functions unfold to more than");
  }

  @Test
  void manyInputsAreRefusedBeforeTheyAreMade() {
    OnnxMl.GraphProto.Builder graph = graph().addNode(node("Relu", "x", "y"));
    for (int i = 0; i < 60_000; i++) {
      graph.addInput(OnnxMl.ValueInfoProto.getDefaultInstance());
    }
    assertRefused(bytes(graph), "more than 50,000 inputs and outputs");
  }

  @Test
  void constantsOfManyOperationsAreReadInBounds() throws IOException {
    OnnxMl.GraphProto.Builder graph = graph();
    OnnxMl.TensorProto.Builder constant =
        OnnxMl.TensorProto.newBuilder().setName("c").setDataType(7).addDims(500);
    constant.setRawData(ByteString.copyFrom(new byte[4000]));
    graph.addInitializer(constant);
    for (int i = 0; i < 20_000; i++) {
      graph.addNode(node("Add", i == 0 ? "c" : "v" + (i - 1), "v" + i).addInput("c"));
    }
    graph.addNode(node("Reshape", "x", "y").addInput("v19999"));
    assertTrue(read(bytes(graph)).isWhole());
  }

  @Test
  void axesWithoutEndAreNotFollowed() throws IOException {
    OnnxMl.GraphProto.Builder graph = graph();
    OnnxMl.TensorProto.Builder axis =
        OnnxMl.TensorProto.newBuilder().setName("a").setDataType(7).addDims(1);
    graph.addInitializer(axis.setRawData(ByteString.copyFrom(new byte[8])));
    for (int i = 0; i < 4_000; i++) {
      String last = i == 0 ? "x" : "v" + (i - 1);
      graph.addNode(node("Unsqueeze", last, i == 3_999 ? "y" : "v" + i).addInput("a"));
    }
    assertTrue(read(bytes(graph)).problems().toString().contains("65 axes"));
  }

  @Test
  void modulesInModulesOfANameEndSomewhere() throws IOException {
    OnnxMl.GraphProto.Builder graph = graph();
    for (int i = 0; i < 400; i++) {
      String last = i == 0 ? "x" : "v" + (i - 1);
      graph.addNode(
          node("Relu", last, i == 399 ? "y" : "v" + i).setName("/a".repeat(900) + "/b" + i));
    }
    assertEquals(401, read(bytes(graph)).network().orElseThrow().nodes().size());
  }

  @Test
  void aValueThatIsMadeTwiceOrNeverIsNamed() {
    assertRefused(
        bytes(graph().addNode(node("Relu", "x", "y")).addNode(node("Relu", "x", "y"))),
        "the value y is made twice");
    assertRefused(
        bytes(graph().addNode(node("Relu", "nowhere", "y"))), "reads nowhere, which nothing makes");
    assertRefused(bytes(graph()), "nothing makes the output y");
  }

  @Test
  void largeConstantsThatAreComputedAreNotMade() throws IOException {
    OnnxMl.GraphProto.Builder graph = graph();
    OnnxMl.TensorProto.Builder shape =
        OnnxMl.TensorProto.newBuilder().setName("s").setDataType(7).addDims(1);
    shape.setRawData(ByteString.copyFrom(new byte[] {0, 0, 0, 0, 0, 1, 0, 0}));
    graph.addInitializer(shape);
    graph.addNode(node("ConstantOfShape", "s", "c"));
    graph.addNode(node("Tanh", "c", "t"));
    graph.addNode(node("Relu", "x", "y"));
    assertTrue(read(bytes(graph)).isWhole());
  }

  @Test
  void extentsWithoutEndAreNamed() {
    OnnxMl.GraphProto.Builder graph = graph().addNode(node("Relu", "x", "y"));
    OnnxMl.TensorProto.Builder tensor = OnnxMl.TensorProto.newBuilder().setName("w");
    for (int i = 0; i < 100_000; i++) {
      tensor.addDims(1);
    }
    graph.addInitializer(tensor);
    assertRefused(bytes(graph), "the tensor w has 100,000 axes");
  }

  @Test
  void externalDataIsNotOpenedWhereverItIsSaidToBe() throws IOException {
    Path secret = Files.writeString(directory.resolve("secret.txt"), "secret");
    OnnxMl.GraphProto.Builder graph = graph();
    OnnxMl.TensorProto.Builder weights =
        OnnxMl.TensorProto.newBuilder().setName("w").setDataType(1).addDims(8).addDims(8);
    weights.setDataLocation(OnnxMl.TensorProto.DataLocation.EXTERNAL);
    weights.addExternalDataBuilder().setKey("location").setValue("../../" + secret);
    graph.addInitializer(weights);
    graph.addNode(node("MatMul", "x", "y").addInput("w"));
    ReadNetwork read = read(bytes(graph));
    assertTrue(read.isWhole());
    assertTrue(
        read.notes().stream().anyMatch(note -> note.contains("secret.txt, which is not opened")));
  }

  /** A file with a hole: no bytes of it are stored, and none of them may be read. */
  @Test
  void weightsOfGigabytesAreSkipped() throws IOException {
    long payload = 3L << 30;
    ByteArrayOutputStream tensor = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(tensor);
    out.writeInt64(1, 1 << 15);
    out.writeInt64(1, 24_576);
    out.writeInt32(2, 1);
    out.writeString(8, "w");
    out.writeTag(9, 2);
    out.writeUInt64NoTag(payload);
    out.flush();
    OnnxMl.GraphProto.Builder graph =
        OnnxMl.GraphProto.newBuilder()
            .addInput(value("x", 1, 1 << 15))
            .addOutput(value("y", 1, 24_576))
            .addNode(node("MatMul", "x", "y").addInput("w"));
    byte[] rest = graph.build().toByteArray();
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    CodedOutputStream model = CodedOutputStream.newInstance(head);
    model.writeInt64(1, 9);
    model.writeTag(7, 2);
    long length = tensor.size() + payload;
    ByteArrayOutputStream field = new ByteArrayOutputStream();
    CodedOutputStream header = CodedOutputStream.newInstance(field);
    header.writeTag(5, 2);
    header.writeUInt64NoTag(length);
    header.flush();
    model.writeUInt64NoTag(rest.length + field.size() + length);
    model.writeRawBytes(rest);
    model.writeRawBytes(field.toByteArray());
    model.writeRawBytes(tensor.toByteArray());
    model.flush();
    Path file = OnnxFiles.write(directory, "large.onnx", head.toByteArray());
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(head.size() + payload);
    }
    ReadNetwork read =
        new Onnx().read(file, new FileOptions(List.of(), java.util.Map.of(), false, ""));
    assertTrue(read.isWhole(), () -> read.problems().toString());
  }
}
