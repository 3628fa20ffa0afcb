package io.github.layerbook.exchange.pasted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.form.TextForm;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.network.Applied;
import io.github.layerbook.zoo.Zoo;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A printed model is read with what tools write between its modules, and listed in any way. */
class PrintedByToolsTest {
  private static final String PRINTED =
      """
      Net(
        (conv): Conv2d(1, 6, kernel_size=(5, 5), stride=(1, 1))
        (fc): Linear(in_features=864, out_features=10, bias=True)
      )
      """;

  private static long parameters(String text) {
    ReadNetwork read = PastedText.read(text, ReadingOptions.NONE);
    assertEquals(List.of(), read.problems());
    return read.network().isPresent()
        ? Totals.of(read.network().get()).parameters()
        : read.inventory().orElseThrow().parameters();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // ptflops, of now and before; DeepSpeed, of now and before; fvcore; pytorch-model-summary.
        "Net(\n  8.81 k, 100.000% Params, 98.46 KMac, 100.000% MACs, \n  (conv): Conv2d(156, 1.772% Params, 89.86 KMac, 91.262% MACs, 1, 6, kernel_size=(5, 5), stride=(1, 1))\n  (fc): Linear(8.65 k, 98.228% Params, 8.6 KMac, 8.738% MACs, in_features=864, out_features=10, bias=True)\n)\n",
        "Net(\n  0.009 M, 100.000% Params, 0.0 GMac, 100.000% MACs, \n  (conv): Conv2d(0.0 M, 1.772% Params, 0.0 GMac, 91.262% MACs, 1, 6, kernel_size=(5, 5), stride=(1, 1))\n  (fc): Linear(0.009 M, 98.228% Params, 0.0 GMac, 8.738% MACs, in_features=864, out_features=10, bias=True)\n)\n",
        "Net(\n  8.81 K = 100% Params, 98.46 KMACs = 100% MACs, 100 us = 100% latency, 1.97 GFLOPS\n  (conv): Conv2d(156 = 1.77% Params, 89.86 KMACs = 91.26% MACs, 52.9 us = 52.9% latency, 3.4 GFLOPS, 1, 6, kernel_size=(5, 5), stride=(1, 1))\n  (fc): Linear(8.65 K = 98.23% Params, 8.64 KMACs = 8.7% MACs, 30 us = 30% latency, 576 MFLOPS, in_features=864, out_features=10, bias=True)\n)\n",
        "Net(\n  8.81 k, 100.00% Params, 98.46 KMACs, 100.00% MACs, 1.2 ms, 100.00% latency, 0.0 TFLOPS, \n  (conv): Conv2d(156, 1.77% Params, 89.86 KMACs, 91.26% MACs, 52.9 us, 4.1% latency, 0.0 TFLOPS, 1, 6, kernel_size=(5, 5), stride=(1, 1))\n  (fc): Linear(8.65 k, 98.23% Params, 8.64 KMACs, 8.7% MACs, 30 us, 2.5% latency, 0.0 TFLOPS, in_features=864, out_features=10, bias=True)\n)\n",
        "Net(\n  #params: 8.81K, #flops: 95.04K\n  (conv): Conv2d(\n    1, 6, kernel_size=(5, 5), stride=(1, 1)\n    #params: 0.16K, #flops: 86.4K\n  )\n  (fc): Linear(\n    in_features=864, out_features=10, bias=True\n    #params: 8.65K, #flops: 8.64K\n  )\n)\n",
        "Net(\n  (conv): Conv2d(1, 6, kernel_size=(5, 5), stride=(1, 1)), 156 params\n  (fc): Linear(in_features=864, out_features=10, bias=True), 8,650 params\n), 8,806 params\n",
        // Quantised.
        "Net(\n  (conv): QuantizedConv2d(1, 6, kernel_size=(5, 5), stride=(1, 1), scale=1.0, zero_point=0)\n  (fc): DynamicQuantizedLinear(in_features=864, out_features=10, dtype=torch.qint8, qscheme=torch.per_tensor_affine)\n)\n"
      })
  void whatCountersWriteBetweenModulesIsNoneOfThem(String text) {
    assertEquals(156 + 8_650, parameters(text));
  }

  @Test
  void modulesThatAreListedAgainCountOnce() {
    String conv = "Conv2d(1, 6, kernel_size=(5, 5), stride=(1, 1))\n";
    String linear = "Linear(in_features=864, out_features=10, bias=True)\n";
    assertEquals(8_806, parameters("0 -> " + PRINTED + "1 -> " + conv + "2 -> " + linear));
    assertEquals(8_806, parameters(" -> " + PRINTED + "conv -> " + conv + "fc -> " + linear));
    assertEquals(8_806, parameters(PRINTED));
  }

  @Test
  void severalModelsAreSeveralNetworks() {
    String text =
        PRINTED.replace("Net(", "Generator(")
            + PRINTED.replace("Net(", "Discriminator(").replace("=10", "=1");
    TextForm form = PastedText.form(text).orElseThrow();
    List<ReadNetwork> all = form.readAll(text, ReadingOptions.NONE);
    assertEquals(
        List.of("Generator", "Discriminator"),
        all.stream().map(read -> read.network().orElseThrow().name()).toList());
    assertEquals(156 + 865, Totals.of(all.get(1).network().orElseThrow()).parameters());
  }

  @Test
  void aGeneratorBeginsWithOnePixel() {
    ReadNetwork read =
        PastedText.read(
            """
            Generator(
              (main): Sequential(
                (0): ConvTranspose2d(100, 64, kernel_size=(4, 4), stride=(1, 1), bias=False)
                (1): BatchNorm2d(64, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True)
                (2): ConvTranspose2d(64, 3, kernel_size=(4, 4), stride=(2, 2), padding=(1, 1), bias=False)
              )
            )
            """,
            ReadingOptions.NONE);
    assertEquals(
        100 * 64 * 16 + 64 * 3 * 16 * 16, Totals.of(read.network().orElseThrow()).multiplyAdds());
  }

  @Test
  void aTracedModuleIsSaidToPrintNoSizes() {
    ReadNetwork read =
        PastedText.read(
            "Net(\n  original_name=Net\n  (fc): Linear(original_name=Linear)\n)\n",
            ReadingOptions.NONE);
    assertTrue(read.problems().toString().contains("prints no arguments"));
  }

  /** What runs beside what is no chain, whatever its numbers fit. */
  @ParameterizedTest
  @ValueSource(strings = {"InvertedResidual", "BasicBlock", "ResBlock", "_DenseLayer", "Attention"})
  void blocksWithBranchesAreNoChain(String block) {
    ReadNetwork read =
        PastedText.read(
            """
            Net(
              (stem): Conv2d(3, 8, kernel_size=(3, 3), stride=(1, 1), padding=(1, 1))
              (block): BLOCK(
                (conv1): Conv2d(8, 8, kernel_size=(3, 3), stride=(1, 1), padding=(1, 1))
                (conv2): Conv2d(8, 8, kernel_size=(3, 3), stride=(1, 1), padding=(1, 1))
              )
            )
            """
                .replace("BLOCK", block),
            ReadingOptions.NONE);
    assertTrue(read.network().isEmpty());
    assertEquals(224 + 2 * 584, read.inventory().orElseThrow().parameters());
  }

  @ParameterizedTest
  @ValueSource(strings = {"resnet18", "squeezenet1_1", "densenet121"})
  void theLayersOfANetworkOfTheZooAreSaidToBe(String name) {
    StringBuilder rows = new StringBuilder("        Layer (type)      Output Shape     Param #\n");
    String block =
        name.startsWith("res") ? "BasicBlock" : name.startsWith("sq") ? "Fire" : "_DenseLayer";
    int number = 0;
    for (Applied applied : Zoo.network(name).applied()) {
      long parameters =
          applied.tensors().stream()
              .filter(tensor -> tensor.kind() != Tensor.Kind.BUFFER)
              .mapToLong(tensor -> tensor.count().value())
              .sum();
      rows.append("%16s-%d    [-1, 8, 4, 4]  %,d%n".formatted("Layer", ++number, parameters));
    }
    rows.append("%16s-%d    [-1, 8, 4, 4]  0%n".formatted(block, ++number));
    ReadNetwork read = PastedText.read(rows.toString(), ReadingOptions.NONE);
    assertTrue(read.notes().toString().contains("%zoo " + name), read.notes()::toString);
    ReadNetwork other =
        PastedText.read(
            rows.toString().replaceFirst("[1-9]\\d*,\\d{3}", "9,999"), ReadingOptions.NONE);
    assertTrue(!other.notes().toString().contains("%zoo"), other.notes()::toString);
  }
}
