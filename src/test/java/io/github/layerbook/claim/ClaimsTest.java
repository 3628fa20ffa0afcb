package io.github.layerbook.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.claim.CheckReport.Checked;
import io.github.layerbook.claim.CheckReport.Computed;
import io.github.layerbook.claim.CheckReport.Verdict;
import io.github.layerbook.notation.Definition;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.notation.NotationException;
import io.github.layerbook.notation.Texts;
import io.github.layerbook.report.Report;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What texts claim of VGG-16, and what is true of it. */
class ClaimsTest {
  private static final Notation NOTATION = Notation.standard();
  private static final Definition LECTURE = NOTATION.parse("vgg16", Texts.read("lecture.txt"));
  private static final Report VGG16 = Report.of(LECTURE.network());

  private static CheckReport check(String text) {
    return Claims.in(text, NOTATION).check(VGG16);
  }

  private static Checked only(String text) {
    List<Checked> rows = check(text).rows();
    assertEquals(1, rows.size(), rows.toString());
    return rows.get(0);
  }

  @Test
  void theLectureHoldsExceptItsTotalOfMemory() {
    CheckReport check = Claims.of(LECTURE).check(VGG16);
    assertEquals(22 * 3 + 1, check.rows(Verdict.HOLDS).size());
    assertEquals(List.of(), check.rows(Verdict.UNCLEAR));
    assertEquals(List.of(), check.rows(Verdict.NO_CLAIM));
    List<Checked> fails = check.rows(Verdict.FAILS);
    assertEquals(
        List.of("24M", "24M * 4 bytes = 93MB"), fails.stream().map(Checked::stated).toList());
    assertEquals(
        List.of(15_237_608L, 60_950_432L),
        fails.stream()
            .map(row -> ((Computed.OfMeasure) row.computed()).measure().value())
            .toList());
    assertEquals(
        "15,237,608 values, not 24M; no usual way of counting gives that", fails.get(0).why());
    assertEquals(
        "24M * 4 bytes is 91.6 MiB = 96.0 MB, not 93MB;"
            + " 60,950,432 bytes, not 24M * 4 bytes and not 93MB; 58.1 MiB = 61.0 MB",
        fails.get(1).why());
  }

  @Test
  void theLecturesTableAsAPastedCheckSaysTheSameAsItsDefinition() {
    CheckReport pasted = check(Texts.read("lecture.txt"));
    CheckReport defined = Claims.of(LECTURE).check(VGG16);
    assertEquals(
        defined.rows().stream().map(row -> row.subject() + row.verdict() + row.stated()).toList(),
        pasted.rows().stream().map(row -> row.subject() + row.verdict() + row.stated()).toList());
  }

  @Test
  void theAnswersBreakdownHoldsAndItsProseIsListed() {
    CheckReport check = check(Texts.read("answer.txt"));
    assertEquals(List.of(), check.rows(Verdict.FAILS));
    assertEquals(List.of(), check.rows(Verdict.UNCLEAR));
    assertEquals(14, check.rows(Verdict.HOLDS).size());
    assertEquals(
        List.of(1, 4, 6, 16, 20, 21, 22),
        check.rows(Verdict.NO_CLAIM).stream().map(row -> row.claim().line()).toList());
  }

  @Test
  void theSecondRowOfEqualLayersIsAnotherThanTheFirst() {
    List<Checked> rows = check("conv3-512 x 3 : 5,899,776\nconv3-512 x 3 : 7,079,424").rows();
    assertEquals("conv4_1 … conv4_3", rows.get(0).subject());
    assertEquals("conv5_1 … conv5_3", rows.get(1).subject());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "conv1_1: 1792 | conv1_1",
        "conv1_1: 1 792 | conv1_1",
        "conv1_1 = 1_792 | conv1_1",
        "* conv1_1 has 1,792 parameters | conv1_1",
        "conv1_1 parameters: (3*3*3)*64 + 64 = 1,792 | conv1_1",
        "conv1_1 weights: 1.7K | conv1_1",
        "conv2_1 shape: 112x112x128 | conv2_1",
        "conv2_1: 112x112x128 | conv2_1",
        "conv2_1: [128x112x112] | conv2_1",
        "conv2_1 output: [112, 112, 128] | conv2_1",
        "fc1 weights = 102760448 | fc1",
        "fc1 biases: 4096 | fc1",
        "fc1: 25088*4096 (weights) + 4096 (biases) | fc1",
        "conv1 parameters: 38,720 | conv1",
        "2 x conv3-64: 38,720 | conv1_1 … conv1_2",
        "pool2: [56x56x128] | pool2",
        "macs: 15.5G | total",
        "TOTAL macs: 15,470,264,320 | total",
        "conv1_2 macs: 1.85G | conv1_2",
        "parameters: 138357544 | total",
        "TOTAL: 138 million | total",
        "Total number of parameters: ~138,400,000 | total",
        "the network has 138M parameters | total",
        "TOTAL weights: 138344128 | total",
        "TOTAL memory: 58.1MB | total",
        "TOTAL memory: 61.0 MB | total",
        "TOTAL memory: 58.1 MiB | total",
        "TOTAL memory: 60,950,432 bytes | total",
        "TOTAL memory: 15.2M * 4 bytes ≈ 61MB | total",
        "TOTAL params: 138,357,544 * 4 bytes = 553 MB | total",
        "138.4M parameters, 15.5 GMACs | total",
        "15.5 GMac | total",
        "VGG-16 has about 138 million parameters and needs 15.5 billion multiply-adds. | total",
        "The model has 138M params | total",
        "VGG/16 has 138M params | total",
        "Params size (MB): 553.43 | total",
        "Total params: 138,357,544 (527.79 MB) | total",
        "Total mult-adds (G): 15.47 | total",
        "Total mult-adds (Units.GIGABYTES): 15.5 | total",
        "Non-trainable params: 0 | total",
        "The model has 138M params and 15.5 GFLOPs | total",
        "FLOPs (G): 30.94 | total",
        "TOTAL (PyTorch) FLOPs: 30,940,528,640 | total",
        "fc1： １０２，７６４，５４４ | fc1",
        "fc2 : 4,096×4,096 (weights) + 4,096 (biases) | fc2",
      })
  void whatIsTrueHolds(String text, String subject) {
    for (Checked row : check(text).rows()) {
      assertEquals(Verdict.HOLDS, row.verdict(), row.toString());
      assertEquals(subject, row.subject());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "conv1_1: 1728 | 1,792 parameters, not 1728; counted as weights alone, without the 64 biases it is 1,728",
        "conv1_1 weights: 1792 | 1,728 weights, not 1792; counted with the 64 biases it is 1,792",
        "TOTAL: 138,357,545 | 138,357,544 parameters, not 138,357,545; no usual way of counting gives that",
        "TOTAL: 139M | 138,357,544 parameters, not 139M; no usual way of counting gives that",
        "TOTAL params: 138.3M | 138,357,544 parameters, not 138.3M; its digits are cut off there, not rounded",
        "conv2_1: [56x56x128] | the output is 112x112x128",
        "conv3-64 x 3 : 38,720 | conv3-64 stands 2 times in a row, not 3",
        "TOTAL memory: 61 MiB | 60,950,432 bytes, not 61 MiB; counted with MiB for powers of 10 it is 60,950,432; 58.1 MiB = 61.0 MB",
        "conv1_1: 3*3*64 + 64 = 1,792"
            + " | 3*3*64 + 64 is 640, not 1,792; 1,792 parameters, not 3*3*64 + 64",
        "fc1: 25088x4096 (weights) + 4095 (biases)"
            + " | 4095 (biases) is not the 4,096 computed; 102,764,544 parameters,"
            + " not 25088x4096 (weights) + 4095 (biases); no usual way of counting gives that",
        "Total mult-adds (G): 15.48 | 15,470,264,320 multiply-adds, not 15.48 G; counted with 13,556,712 biases as multiply-adds it is 15,483,821,032",
        "1x2x3 (weights) + 4 (biases) = 11"
            + " | 1x2x3 (weights) + 4 (biases) is 10, not 11;"
            + " no layer or block has these parameters, nor have all together: 138,357,544",
      })
  void whatIsFalseFailsAndSaysWhy(String text, String why) {
    Checked row = only(text);
    assertEquals(Verdict.FAILS, row.verdict(), row.toString());
    assertEquals(why, row.why());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "conv9_1: 1792 | vgg16 has no layer or block conv9_1",
        "conv5-64: 1792 | vgg16 has no layer conv5-64",
        "VGG-19 has 143M parameters | vgg16 has no layer or block VGG-19",
        "conv5-64 x 2: 1792 | vgg16 has no conv5-64 in a row",
      })
  void whatSpeaksOfNothingInTheNetworkIsUnclear(String text, String why) {
    Checked row = only(text);
    assertEquals(Verdict.UNCLEAR, row.verdict(), row.toString());
    assertEquals(why, row.why());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "In 2014 networks had 16 layers.",
        "conv3-64",
        "fc1: see above",
        "fc1: 3 reasons",
        "1. Introduction",
        "fc1: 1792 - 4",
        "fc1: (1792",
        "conv1_1: 3*",
        "<script>alert(1)</script>",
        "224*224*64 = 3,211,264",
        "conv1_1: conv 3x3-64 padding=1",
      })
  void proseClaimsNothingAndIsListed(String text) {
    Checked row = only(text);
    assertEquals(Verdict.NO_CLAIM, row.verdict(), row.toString());
    assertEquals(text, row.claim().text());
  }

  @Test
  void kerasCountsTheRunningStatisticsAmongItsParameters() {
    Report normalized =
        Report.of(NOTATION.parse("input 8x8x3\nconv3-4\nbatchnorm counter=false").network());
    List<Checked> rows =
        Claims.in(
                "Total params: 128 (512.00 B)\nTrainable params: 120\nNon-trainable params: 8",
                NOTATION)
            .check(normalized)
            .rows();
    assertEquals("as Keras counts, with the 8 values of running statistics", rows.get(0).why());
    assertEquals(Verdict.HOLDS, rows.get(2).verdict());
    assertEquals(Verdict.HOLDS, rows.get(3).verdict());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "15.47 GFLOPs | these are the 15,470,264,320 multiply-adds; all operations are 30,958,676,456",
        "30.94 GFLOPs | two for each of 15,470,264,320 multiply-adds; all operations are 30,958,676,456",
        "30.96 GFLOPs | two for each of 15,470,264,320 multiply-adds, and the other operations",
      })
  void ofFlopsItIsSaidWhichOperationsAreMeant(String text, String why) {
    assertEquals(Verdict.HOLDS, only("TOTAL: " + text).verdict());
    assertEquals(why, only("TOTAL: " + text).why());
  }

  @Test
  void roundedFiguresSayThatTheyHoldWithAndWithoutBiases() {
    assertEquals(
        "holds with biases (138,357,544) and without (138,344,128)", only("TOTAL: 138M").why());
  }

  @Test
  void theSameNumberFromOtherFactorsIsRemarked() {
    assertEquals(
        "9*3*64 is the same number as (3*3*3)*64", only("conv1_1 weights: 9*3*64 = 1728").why());
  }

  @Test
  void aTailThatIsNoClaimIsRefusedInADefinition() {
    NotationException e =
        assertThrows(
            NotationException.class,
            () ->
                Claims.of(
                    NOTATION.parse("INPUT: [224x224x3]\nCONV3-64: [224x224x64] hello stride=2")));
    assertEquals(2, e.line());
    assertTrue(e.problem().contains("neither an option nor a claim"), e.problem());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "VGG-16 has less than 139M parameters | HOLDS",
        "The network has more than 138 million parameters. | HOLDS",
        "at least 138,357,544 parameters | HOLDS",
        "at most 138,357,544 parameters | HOLDS",
        "more than 138,357,544 parameters | FAILS",
        "less than 138,357,544 parameters | FAILS",
        "fewer than 100M parameters | FAILS",
        "The network needs under 15 GMACs | FAILS",
        "parameters: < 140M | HOLDS",
        "params <= 138,357,544 | HOLDS",
        "The number of parameters is more than 140M | FAILS",
        "fc1 has over 102M parameters | HOLDS",
        "fc1 has over 103M parameters | FAILS",
        "the weights take more than 500 MB | HOLDS",
        "It uses less than 50 MB of memory | FAILS",
        "nearly 139M parameters | HOLDS",
        "nearly 150M parameters | FAILS",
        "just over 138M parameters | HOLDS",
        "just over 130 million parameters | HOLDS",
        "just over 137 million parameters | FAILS",
      })
  void aBoundHoldsOnItsSideOfTheFigure(String text, Verdict verdict) {
    assertEquals(verdict, only(text).verdict(), only(text).why());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "138.357.544",
        "138'357'544",
        "138 357 544",
        "138_357_544",
        "138\u00a0357\u00a0544"
      })
  void digitsAreGroupedAsOtherCountriesDo(String figure) {
    assertEquals(Verdict.HOLDS, only("VGG-16 has " + figure + " parameters").verdict());
    assertEquals(
        Verdict.FAILS,
        only("VGG-16 has " + figure.replace("138", "139") + " parameters").verdict());
  }
}
