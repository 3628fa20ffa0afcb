package io.github.layerbook.exchange.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl;
import io.github.layerbook.exchange.file.Exchange;
import io.github.layerbook.exchange.form.FileOptions;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.UnreadableFileException;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.NetworkException;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.whatif.fit.Budget;
import io.github.layerbook.whatif.fit.Fit;
import io.github.layerbook.whatif.sweep.Sweep;
import io.github.layerbook.whatif.sweep.Variant;
import io.github.layerbook.whatif.variation.Variation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Networks whose files leave sizes open: with another size, each is what its file is with that
 * size, wherever it is asked for.
 */
class OpenSizesTest {
  @TempDir static Path folder;
  private static final Map<String, Path> FILES = new TreeMap<>();

  @BeforeAll
  static void unpack() throws IOException {
    FILES.putAll(OnnxFiles.unpacked("open.zip", folder));
    FILES.putAll(OnnxFiles.unpacked("quantized.zip", folder));
    for (Map.Entry<String, byte[]> file : OnnxFiles.all().entrySet()) {
      if (!file.getKey().startsWith("bad_")) {
        opened(file.getValue())
            .ifPresent(
                bytes -> FILES.put(file.getKey(), OnnxFiles.write(folder, file.getKey(), bytes)));
      }
    }
    FILES.keySet().removeIf(name -> !name.endsWith(".onnx"));
  }

  /** A file of images, their sides left open. */
  private static Optional<byte[]> opened(byte[] file) throws IOException {
    OnnxMl.ModelProto.Builder model = OnnxMl.ModelProto.parseFrom(file).toBuilder();
    OnnxMl.GraphProto.Builder graph = model.getGraphBuilder();
    OnnxMl.TensorShapeProto.Builder shape =
        graph.getInputBuilder(0).getTypeBuilder().getTensorTypeBuilder().getShapeBuilder();
    if (shape.getDimCount() != 4) {
      return Optional.empty();
    }
    graph.clearValueInfo();
    shape.getDimBuilder(2).clearDimValue().setDimParam("height");
    shape.getDimBuilder(3).clearDimValue().setDimParam("width");
    return Optional.of(model.build().toByteArray());
  }

  private static Optional<Network> anew(Path file, Map<String, Long> sizes) {
    try {
      ReadNetwork read = Exchange.read(file, FileOptions.NONE.dims(sizes));
      return read.isWhole() ? read.network() : Optional.empty();
    } catch (UnreadableFileException e) {
      return Optional.empty();
    }
  }

  private static Optional<Network> changed(Network network, String dim, long size) {
    try {
      return Optional.of(network.withDim(dim, size));
    } catch (NetworkException e) {
      return Optional.empty();
    }
  }

  private static Network read(String name) {
    ReadNetwork read = Exchange.read(Objects.requireNonNull(FILES.get(name), name));
    return read.network().orElseThrow(() -> new AssertionError(read.toString()));
  }

  private static long macs(Network network) {
    return Report.of(network).total(Quantity.MULTIPLY_ADDS).value();
  }

  @TestFactory
  Stream<DynamicTest> withAnotherSizeANetworkIsWhatItsFileIsWithIt() {
    return FILES.entrySet().stream()
        .map(file -> DynamicTest.dynamicTest(file.getKey(), () -> checkAll(file.getValue())));
  }

  private static void checkAll(Path file) {
    Network network = Exchange.read(file).network().orElseThrow();
    SplittableRandom random = new SplittableRandom(file.getFileName().toString().hashCode());
    for (String dim : network.dims().sizes().keySet()) {
      long[] sizes =
          LongStream.concat(LongStream.of(1, 10, 32), random.longs(6, 2, 600).sorted()).toArray();
      List<Variant> rows =
          Sweep.of(network)
              .knob(
                  dim
                      + "="
                      + String.join(",", LongStream.of(sizes).mapToObj(Long::toString).toList()))
              .measures(Quantity.MULTIPLY_ADDS, Quantity.PARAMETERS)
              .build()
              .rows(0, LongStream.of(sizes).distinct().count());
      for (Variant row : rows) {
        long size = Long.parseLong(row.values().get(0));
        Optional<Network> expected = anew(file, Map.of(dim, size));
        assertEquals(expected, changed(network, dim, size), () -> dim + "=" + size);
        assertEquals(
            expected.map(OpenSizesTest::macs),
            row.totals().stream().findFirst(),
            () -> dim + "=" + size);
      }
    }
  }

  @Test
  void filesTellWhichSizesTheyLeaveOpen() {
    ReadNetwork read = Exchange.read(folder.resolve("gpt_legacy.onnx"));
    assertEquals(
        "seq is open, taken as 16: set it with --dim seq=…, or sweep it", read.notes().get(0));
    assertEquals("seq=16", read.network().orElseThrow().dims().toString());
    assertTrue(FILES.size() > 20, FILES::toString);
    assertEquals(
        List.of("height", "width"),
        List.copyOf(read("resnet18_legacy_op13.onnx").dims().sizes().keySet()));
  }

  @Test
  void changesStayWhenASizeIsChangedAfterThem() {
    Network network = read("sides_legacy.onnx");
    Network wide = Variation.of(network).with("c.out*=2").network();
    assertEquals(
        wide.withDim("height", 64),
        Variation.of(network.withDim("height", 64)).with("c.out*=2").network());
    assertEquals(wide.withDim("height", 64), Variation.of(wide).with("height=64").network());
    assertEquals(
        network.withDim("height", 64).withDim("width", 64),
        Variation.of(network).with("height,width=64").network());
    assertEquals(
        network.withDim("height", 112), Variation.of(network).with("height*=0.5").network());
  }

  @Test
  void sizesAreSweptWithWidthsAndDepths() {
    Network network = read("sides_legacy.onnx");
    List<Variant> rows =
        Sweep.of(network)
            .knob("height=32,64")
            .knob("c.out*=1..3")
            .batch("1,2")
            .measures(Quantity.MULTIPLY_ADDS)
            .build()
            .rows(0, 12);
    for (Variant row : rows) {
      Network expected =
          Variation.of(network)
              .with("height=" + row.values().get(0))
              .with("c.out*=" + row.values().get(1))
              .network();
      assertEquals(
          macs(expected) * Long.parseLong(row.values().get(2)), row.total(0), row::toString);
    }
  }

  @Test
  void theLargestSizeThatKeepsABudgetIsFound() {
    Network network = read("gpt_dynamo.onnx");
    long most = macs(network.withDim("seq", 77));
    Budget budget = Budget.of(Quantity.MULTIPLY_ADDS, Long.toString(most));
    Fit fit = Fit.largest(Report.of(network), "seq", List.of(budget));
    assertEquals(77, fit.value());
    assertEquals(
        macs(network.withDim("seq", 78)),
        macs(fit.next().orElseThrow().report().orElseThrow().network()));
  }

  @Test
  void aSizeThatDoesNotSuitTheFileIsRefusedWithTheReason() {
    Network network = read("sequence_of_ten.onnx");
    NetworkException refusal =
        assertThrows(NetworkException.class, () -> network.withDim("seq", 11));
    assertTrue(
        String.valueOf(refusal.getMessage())
            .startsWith("there is no network with seq=11: the output output could not be followed"),
        refusal::getMessage);
    assertTrue(
        String.valueOf(refusal.getMessage()).contains("cannot be reshaped"), refusal::getMessage);
    assertEquals(
        "no size is called sequence: open are seq",
        assertThrows(NetworkException.class, () -> network.withDim("sequence", 11)).getMessage());
    assertThrows(NetworkException.class, () -> network.withDim("seq", 0));
  }
}
