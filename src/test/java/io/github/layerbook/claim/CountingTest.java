package io.github.layerbook.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.claim.CheckReport.Checked;
import io.github.layerbook.claim.CheckReport.Verdict;
import io.github.layerbook.network.Network;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Settings;
import io.github.layerbook.zoo.Zoo;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts are judged by the convention that they were written in, and the verdict names it. */
class CountingTest {
  private static final Notation NOTATION = Notation.standard();
  private static final Network SMALL =
      network("input 8x8x3\nconv 3x3-16 bias=false\nbatchnorm\nrelu\nfc 10");
  private static final Network DIGITS =
      network("input 28x28x1\nconv 5x5-12\nmaxpool\nconv 3x3-24 padding=1\nmaxpool\nfc 90\nfc 10");

  private static Network network(String text) {
    return NOTATION.parse("net", text).network();
  }

  private static List<Checked> check(Network network, String text) {
    return Claims.in(text, NOTATION).check(Report.of(network)).rows().stream()
        .filter(row -> row.verdict() != Verdict.NO_CLAIM)
        .toList();
  }

  private static String verdicts(Network network, String text) {
    return check(network, text.replace("; ", "\n")).stream()
        .map(row -> row.verdict() + " " + row.subject())
        .collect(Collectors.joining(", "));
  }

  private static Checked only(Network network, String text) {
    List<Checked> rows = check(network, text);
    assertEquals(1, rows.size(), rows.toString());
    return rows.get(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Total params: 6,266; Trainable params: 6,234; Non-trainable params: 32"
            + " | HOLDS HOLDS HOLDS",
        "Total params: 6,266 (24.48 KB); Trainable params: 6,234 (24.35 KB)"
            + " | HOLDS HOLDS HOLDS HOLDS",
        "Non-trainable params: 32 (128.00 Byte) | HOLDS HOLDS",
        "Non-trainable params: 33 | FAILS",
        "Non-trainable params: 0 | HOLDS",
        "Total params: 6,234 | HOLDS",
        "Total params: 6,234 (24.35 KB) | FAILS FAILS",
        "Total params: 6,234; Non-trainable params: 0; Params size (MB): 0.02"
            + " | HOLDS HOLDS HOLDS",
        "Total params: 6,266; Params size (MB): 0.02 | FAILS HOLDS",
        "Non-trainable params: 32; Total mult-adds (M): 0.02 | FAILS HOLDS",
        "6.2 K    Trainable params; 0        Non-trainable params; 6.2 K    Total params"
            + " | HOLDS HOLDS HOLDS",
        "Trainable Parameters:  6234; Frozen Parameters:  0 | HOLDS HOLDS",
      })
  void whatIsNotTrainedIsJudgedByTheConventionOfTheText(String text, String verdicts) {
    assertEquals(
        verdicts,
        check(SMALL, text.replace("; ", "\n")).stream()
            .map(row -> row.verdict().name())
            .collect(Collectors.joining(" ")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "input 36x36x3; conv 3x3-28 padding=1; relu; conv 3x3-28; relu; maxpool 2x2;"
            + " conv 3x3-56 stride=2 bias=false; batchnorm; flatten; fc 110; fc 6"
            + " | Total params: 417,220; Trainable params: 417,108; Non-trainable params: 112",
        "input 41x41x1; conv 7x7-30 stride=2 padding=3 bias=false; batchnorm; relu;"
            + " conv 3x3-30 padding=1 groups=30 bias=false; gap; fc 12"
            + " | Total params: 2232 (8.72 KB); Trainable params: 2172 (8.48 KB);"
            + " Non-trainable params: 60 (240.00 Byte)",
        "input 28x28x1; conv 5x5-26 stride=2 padding=2; batchnorm; relu; conv 3x3-52 padding=1;"
            + " relu; maxpool 2x2; dropout p=0.5; flatten; fc 64; tanh; fc 10"
            + " | Total params: 176,734; Trainable params: 176,734; Non-trainable params: 0;"
            + " Params size (MB): 0.67",
      })
  void theLastLinesOfSummariesHold(String network, String text) {
    List<Checked> rows =
        check(network(network.replaceAll("; ?", "\n")), text.replaceAll("; ?", "\n"));
    assertTrue(rows.size() >= 3, rows.toString());
    for (Checked row : rows) {
      assertEquals(Verdict.HOLDS, row.verdict(), row.toString());
    }
  }

  @Test
  void theVerdictNamesTheConventionThatHeld() {
    assertEquals(
        "as Keras counts, with the 32 values of running statistics",
        only(SMALL, "Non-trainable params: 32").why());
    assertEquals(
        "as PyTorch's tools count: the 9,600 values of running statistics are buffers",
        only(Zoo.network("resnet18"), "Non-trainable params: 0").why());
    assertEquals(
        "0 non-trainable parameters, not 33; counted with the 32 values of running statistics"
            + " that Keras counts and with the 1 of PyTorch's batch counters it is 33",
        only(SMALL, "Non-trainable params: 33").why());
    assertEquals(
        "6,266 parameters, not 6,234; counted without running statistics it is 6,234",
        check(SMALL, "Total params: 6,234 (24.48 KB)").get(0).why());
  }

  @Test
  void frozenLayersAreNotTrained() {
    Network resnet = Zoo.network("resnet18");
    Set<String> frozen =
        resnet.nodes().stream()
            .map(node -> node.path())
            .filter(path -> !path.equals("fc"))
            .collect(Collectors.toSet());
    Report report = Report.of(resnet, Settings.DEFAULT.frozen(frozen));
    for (String claim :
        List.of(
            "Trainable params: 513,000",
            "Non-trainable params: 11,176,512",
            "Non-trainable params: 11,186,112",
            "11,176,512 frozen parameters",
            "Total params: 11,689,512")) {
      Checked row = Claims.in(claim, NOTATION).check(report).rows().get(0);
      assertEquals(Verdict.HOLDS, row.verdict(), row.toString());
    }
    assertEquals(
        "513,000 trainable parameters, not 11,689,512;"
            + " counted with the 11,176,512 frozen parameters it is 11,689,512",
        Claims.in("Trainable params: 11,689,512", NOTATION).check(report).rows().get(0).why());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "9,408 Total params | FAILS total",
        "81,688 Total params | HOLDS total",
        "0 Non-trainable params | HOLDS total",
        "total 62,978 params | FAILS total",
        "total 81,688 params | HOLDS total",
        "Total # of params: 81,688 | HOLDS total",
        "# of params: 81,688 | HOLDS total",
        "# params = 81.7K # as counted | HOLDS total",
        "It has 417K parameters | FAILS total",
        "It has 81.7K parameters. | HOLDS total",
        "We get 81,688 parameters and 624,708 MACs. | HOLDS total, HOLDS total",
        "I counted 81,688 parameters, not 81,600 parameters | HOLDS total, FAILS total",
        "The number of trainable parameters is 81,688. | HOLDS total",
        "There are 81,688 params in total | HOLDS total",
        "The model has 81,688 parameters and an accuracy of 99.1% | HOLDS total",
        "conv1_1 has 300 weights and 12 biases, so 312 parameters."
            + " | HOLDS conv1_1, HOLDS conv1_1, HOLDS conv1_1",
        "Of 81,688 parameters, 77,850 parameters are in fc1 | HOLDS total, HOLDS fc1",
        "a 81.7K-parameter model | HOLDS total",
        "num_params: 81688 | HOLDS total",
        "Total Trainable Params: 81688 | HOLDS total",
        "~81.7K params? | HOLDS total",
        "Computational complexity: 624.71 KMac | HOLDS total",
        "The fully connected fc1 needs 77,760 MACs in fp32, and fc2 900 MACs"
            + " | HOLDS fc1, HOLDS fc2",
        "Compared to VGG-16's 138M parameters it has 81,688 parameters"
            + " | UNCLEAR , HOLDS total",
      })
  void figuresAreFoundWhereverASentenceStatesThem(String text, String verdicts) {
    assertEquals(verdicts, verdicts(DIGITS, text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "digits | [5, 1, 28, 28]; Total mult-adds (M): 3.18"
            + " | for a batch of 5 and with 10,468 biases as multiply-adds it is 3,175,880",
        "digits | MACs: 3,175,880"
            + " | for a batch of 5 and with 10,468 biases as multiply-adds it is 3,175,880",
        "digits | MACs: 1,249,416" + " | as two operations for each multiply-add it is 1,249,416",
        "digits | Params: 79.8K | with K for 2¹⁰ it is 81,688",
        "digits | weights: 81,688 | with the 136 biases it is 81,688",
        "digits | params: 80,778 | without fc2 it is 80,778",
        "digits | Params size (MB): 0.163 | at 16 bits a value it is 163,376",
        "resnet18 | mult-adds: 1,814,083,944"
            + " | with 1,000 biases as multiply-adds and with the 9,600 parameters of other"
            + " layers it is 1,814,083,944",
        "resnet50 | mult-adds: 4089238376"
            + " | with 1,000 biases as multiply-adds and with the 53,120 parameters of other"
            + " layers it is 4,089,238,376",
        "resnet50 | MACs: 4089185256 | with 1,000 biases as multiply-adds it is 4,089,185,256",
        "resnet50 | FLOPs: 4111512576"
            + " | with 22,227,968 operations of normalizations, two for each value and with"
            + " 100,352 additions of average pooling it is 4,111,512,576",
        "mobilenet_v2 | MACs: 327486720"
            + " | with 26,712,448 operations of normalizations, four for each value it is"
            + " 327,486,720",
        "vgg16 | mult-adds: 15483821032"
            + " | with 13,556,712 biases as multiply-adds it is 15,483,821,032",
        "vgg16 | params: 14,714,688 | without fc1, fc2, fc3 it is 14,714,688",
        "gpt2 | params: 163,037,184"
            + " | with the 38,597,376 shared parameters at each use it is 163,037,184",
      })
  void aClaimThatFailsIsExplainedByTheFewestConventions(String name, String text, String why) {
    Network network = name.equals("digits") ? DIGITS : Zoo.network(name);
    Checked row = only(network, text.replace("; ", "\n"));
    assertEquals(Verdict.FAILS, row.verdict(), row.toString());
    assertTrue(row.why().contains("; counted " + why), row.why());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "conv1_1: [5, 12, 24, 24] | HOLDS | for a batch of 5, channels first",
        "conv1_1: [5, 24, 24, 12] | HOLDS | for a batch of 5",
        "fc2 output: [5, 10] | HOLDS | for a batch of 5",
        "fc2 output: [5, 11] | FAILS | the output is 10",
        "conv1_1: [1, 24, 24, 12] | HOLDS | ''",
      })
  void aShapeMayBeginWithTheBatch(String text, Verdict verdict, String why) {
    Checked row = only(DIGITS, text);
    assertEquals(verdict, row.verdict(), row.toString());
    assertEquals(why, row.why());
  }

  @Test
  void whatNoConventionExplainsIsSaid() {
    assertTrue(
        only(DIGITS, "Total params: 62,978")
            .why()
            .endsWith("not 62,978; no usual way of counting gives that"));
  }

  @Test
  void aBatchAndItsBiasesAreFoundForAnyNetwork() {
    Random random = new Random(11);
    for (int i = 0; i < 50; i++) {
      int channels = 2 + random.nextInt(9);
      int side = 6 + random.nextInt(20);
      int batch = 2 + random.nextInt(30);
      Network network =
          network(
              "input %dx%dx3\nconv 3x3-%d padding=1\nrelu\nflatten\nfc 7"
                  .formatted(side, side, channels));
      long products = Report.of(network).total(Quantity.MULTIPLY_ADDS).value();
      long biases = (long) side * side * channels + 7;
      Checked row =
          only(
              network,
              "net(torch.rand(%d, 3, %d, %d))\nmult-adds: %d"
                  .formatted(batch, side, side, batch * (products + biases)));
      assertEquals(Verdict.FAILS, row.verdict());
      assertTrue(
          row.why()
              .contains(
                  "counted for a batch of %d and with %,d biases as multiply-adds"
                      .formatted(batch, biases)),
          row.why());
    }
  }
}
