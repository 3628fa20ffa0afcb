package io.github.layerbook.whatif.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.memory.MemoryFigure.Part;
import io.github.layerbook.memory.MemoryReport;
import io.github.layerbook.memory.Optimizer;
import io.github.layerbook.memory.Training;
import io.github.layerbook.network.Blueprint;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.NetworkException;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Settings;
import io.github.layerbook.report.WeightFormat;
import io.github.layerbook.unit.NumberType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Low-rank adapters as changes to networks. */
class LowRankTest {
  private static final Network PICTURES =
      Notation.standard()
          .parse(
              "pictures",
              """
              input 32x32x3
              stem: conv 3x3-16
              inner: conv 3x3-32 groups=4
              norm: batchnorm
              globalavgpool
              fc: linear 10
              """)
          .network();

  private static final Network WORDS =
      Notation.standard()
          .parse(
              "words",
              """
              input 20
              embed: embedding 1000-64
              attn: gqa 4 keyheads=2
              mlp: feedforward 128 names=up_proj+down_proj
              head: linear 1000
              """)
          .network();

  private static Network tuned(Network network, String edit) {
    return Edit.parse(edit).of(Blueprint.of(network)).network();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lora 4 on stem     | 172   | 4*(3*3*3) + 4*16",
        "lora 4 on inner    | 608   | 4*(3*3*16) + 4/4*32: all channels come in, groups go out",
        "lora 4 on fc       | 168   | 4*32 + 4*10",
        "lora 4             | 168   | all linear layers, where no words are looked up",
        "lora 2 on stem save norm | 150 | 2*27 + 2*16, and a copy of 2*32",
        "lora=2 on=stem,fc  | 170   | 2*27 + 2*16 + 2*32 + 2*10",
        "LoRA r=2 on *c     | 84    | 2*32 + 2*10"
      })
  void adaptersOfConvolutionsAndLinearLayersAreCountedAsPeftCountsThem(
      String edit, long trained, String why) {
    Report report = Report.of(tuned(PICTURES, edit));
    assertEquals(trained, report.total(Quantity.TRAINABLE).value(), why);
    long before = Report.of(PICTURES).total(Quantity.PARAMETERS).value();
    assertEquals(before, report.total(Quantity.FROZEN).value(), why);
    assertEquals(before + trained, report.total(Quantity.PARAMETERS).value(), why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lora 8 on embed | 8512  | 8*1000 + 8*64",
        "lora 8 on q_proj,v_proj | 1792 | 8*(64+64) + 8*(64+32)",
        "lora 8 on attn.* | 3584 | two projections of 64 by 64, two of 64 by 32",
        "lora 8 on all-linear | 6656 | without the head, which scores each word: 3584 and mlp",
        "lora 8 on head  | 8512 | by name it is meant all the same"
      })
  void adaptersOfEmbeddingsAndProjectionsAreCountedAsPeftCountsThem(
      String edit, long trained, String why) {
    assertEquals(trained, Report.of(tuned(WORDS, edit)).total(Quantity.TRAINABLE).value(), why);
  }

  @Test
  void adaptersMultiplyBesideTheirMatrices() {
    long before = Report.of(WORDS).total(Quantity.MULTIPLY_ADDS).value();
    Report after = Report.of(tuned(WORDS, "lora 8 on q_proj"));
    assertEquals(before + 20 * 8 * (64 + 64), after.total(Quantity.MULTIPLY_ADDS).value());
  }

  @Test
  void whatIsFrozenHasNeitherGradientsNorStateAndKeepsNoInputs() {
    Training adam = Training.with(Optimizer.ADAM);
    MemoryReport whole = MemoryReport.of(Report.of(WORDS), adam);
    MemoryReport tuned = MemoryReport.of(Report.of(tuned(WORDS, "lora 8 on q_proj")), adam);
    assertEquals(1024 * 4, bytes(tuned, Part.GRADIENTS));
    assertEquals(2 * 1024 * 4 + 2 * 4, bytes(tuned, Part.OPTIMIZER));
    assertTrue(tuned.saved().value() < whole.saved().value());
  }

  @Test
  void theBaseIsStoredInFourBitsAndAdaptersInTheirOwnType() {
    Settings settings =
        Settings.DEFAULT.type(NumberType.BF16).weights(WeightFormat.find("nf4").orElseThrow());
    long base = Report.of(WORDS, settings).total(Quantity.WEIGHT_MEMORY).value();
    Report tuned = Report.of(tuned(WORDS, "lora 8 on q_proj"), settings);
    assertEquals(base + 1024 * 2, tuned.total(Quantity.WEIGHT_MEMORY).value());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lora 0 on fc        | a rank is 1 or more",
        "lora on fc          | write lora 16 on q_proj,v_proj",
        "lora                | lora needs a rank",
        "lora 4 on fcc       | did you mean fc",
        "lora 4 on transformer | name one of stem, inner, fc, or all-linear",
        "lora 4 on norm      | norm has no matrix",
        "lora 4 at fc        | is not clear"
      })
  void whatCannotBeAdaptedIsNamed(String edit, String expected) {
    String said =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> tuned(PICTURES, edit)).getMessage());
    assertTrue(said.contains(expected), said);
  }

  @Test
  void otherChangesStandBesideThem() {
    assertEquals(
        "[lora 4 on fc, input=64, -norm]",
        Edit.parseAll("lora 4 on fc input=64 -norm", Notation.standard()).toString());
    assertEquals(
        "[input=64, lora 4 on fc save norm, stem.out=8]",
        Edit.parseAll("input=64 lora r=4 on=fc save=norm stem.out=8", Notation.standard())
            .toString());
    assertEquals(
        "[context=16, lora 4 on all-linear]",
        Edit.parseAll("context=16 lora 4", Notation.standard()).toString());
    assertEquals(
        "[lora 4 on all-linear, context=16]",
        Edit.parseAll("lora 4 context=16", Notation.standard()).toString());
  }

  @Test
  void groupsMustDivideTheRank() {
    String said =
        String.valueOf(
            assertThrows(NetworkException.class, () -> tuned(PICTURES, "lora 6 on inner"))
                .getMessage());
    assertTrue(said.contains("multiple of groups") || said.contains("groups"), said);
  }

  private static long bytes(MemoryReport report, Part part) {
    return report.figures().stream()
        .filter(figure -> figure.part() == part)
        .findFirst()
        .orElseThrow()
        .bytes()
        .value();
  }
}
