package io.github.layerbook.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.claim.CheckReport;
import io.github.layerbook.claim.CheckReport.Checked;
import io.github.layerbook.claim.Claims;
import io.github.layerbook.network.Network;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.receptive.ReceptiveFields;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.unit.NumberType;
import io.github.layerbook.zoo.Zoo;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExerciseTest {
  private static final Network NET =
      Notation.standard()
          .parse(
              "net",
              """
              input 32x32x3
              conv1: conv 5x5-16 stride=2 padding=1
              norm: batchnorm
              pool: maxpool 3x3 stride=2 ceil=true
              conv2: conv 3x3-32 groups=4 padding=1
              out: fc 10
              """)
          .network();

  private static void eachDrawn(int seeds, Consumer<Exercise> check) {
    for (Topic topic : Topic.values()) {
      for (int level = 1; level <= 3; level++) {
        for (long seed = 0; seed < seeds; seed++) {
          check.accept(Exercise.drawn(topic, level, seed));
        }
      }
    }
  }

  /** A shape is understood in either order of its axes. */
  private static List<Long> sorted(List<Long> extents) {
    return extents.stream().sorted().toList();
  }

  private static String written(List<Long> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining("x"));
  }

  @Test
  void theRightAnswerOfEveryDrawnExerciseIsRightAndSoIsItsDerivation() {
    eachDrawn(
        20,
        exercise -> {
          assertTrue(exercise.judge(written(exercise.answer())).isRight(), exercise::toString);
          if (exercise.topic() != Topic.SHAPE) {
            assertTrue(exercise.judge(exercise.derivation()).isRight(), exercise::derivation);
          }
        });
  }

  @Test
  void everyMistakeOfEveryDrawnExerciseIsWrongAndIsFoundByItsNumber() {
    eachDrawn(
        8,
        exercise ->
            exercise
                .mistakes()
                .forEach(
                    mistake -> {
                      Exercise.Judgement judged = exercise.judge(written(mistake.answer()));
                      assertFalse(judged.isRight(), () -> exercise + " " + mistake);
                      List<Long> found = judged.mistake().orElseThrow().answer();
                      assertEquals(sorted(mistake.answer()), sorted(found), mistake::phrase);
                    }));
  }

  @Test
  void aDrawnReceptiveFieldIsThatOfTheReceptiveFields() {
    for (int level = 1; level <= 3; level++) {
      for (long seed = 0; seed < 100; seed++) {
        Exercise exercise = Exercise.drawn(Topic.RECEPTIVE, level, seed);
        long extent =
            ReceptiveFields.of(exercise.network())
                .find(exercise.layer())
                .orElseThrow()
                .axes()
                .get(0)
                .extent();
        assertEquals(List.of(extent), exercise.answer(), exercise::toString);
      }
    }
  }

  @Test
  void aSeedDrawsTheSameExerciseAgainAndOthersDrawOthers() {
    assertEquals(Exercise.drawn(Topic.MACS, 2, 7), Exercise.drawn(Topic.MACS, 2, 7));
    long different =
        java.util.stream.LongStream.range(0, 50)
            .mapToObj(seed -> Exercise.drawn(Topic.PARAMETERS, 1, seed))
            .distinct()
            .count();
    assertTrue(different > 45, () -> different + " of 50");
    assertThrows(IllegalArgumentException.class, () -> Exercise.drawn(Topic.MACS, 4, 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PARAMETERS | conv1 | 1200   | leaves out the biases",
        "PARAMETERS | conv1 | 416    | leaves out C_in (input channels)",
        "PARAMETERS | conv1 | 256    | leaves out K_h (kernel height)",
        "PARAMETERS | conv1 | 6416   | takes C_out (filters) for C_in (input channels)",
        "PARAMETERS | conv2 | 4640   | leaves out G (groups)",
        "PARAMETERS | conv1 | 270000 | counts multiply-adds in place of parameters",
        "MACS       | conv1 | 1200   | leaves out H_out (output height) and W_out (output width)",
        "MACS       | out   | 15690  | counts parameters in place of multiply-adds",
        "SHAPE      | conv1 | 15x15x3 | takes C_in (input channels) for C_out (filters)",
        "SHAPE      | conv1 | 14x14x16 | leaves out P (padding on each side)",
        "SHAPE      | conv2 | 6x6x32 | leaves out the + 1",
        "SHAPE      | conv1 | 16x16x16 | rounds up where the quotient is rounded down",
        "SHAPE      | pool  | 7x7x3   |",
        "MEMORY     | conv1 | 3600   | leaves out B (bytes per value)",
        "MEMORY     | conv1 | 115200 | counts bits for bytes",
        "RECEPTIVE  | conv2 | 3      | counts this layer's kernel alone",
        "RECEPTIVE  | pool  | 7      | leaves out S (strides)",
      })
  void aWrongAnswerIsMetByItsMistake(Topic topic, String layer, String answer, String phrase) {
    Exercise.Judgement judged = new Exercise(topic, NET, layer).judge(answer);
    assertFalse(judged.isRight());
    assertEquals(phrase, judged.mistake().map(Mistake::phrase).orElse(null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PARAMETERS | conv1 | 1,216",
        "PARAMETERS | conv1 | 1216 parameters",
        "PARAMETERS | conv1 | (5*5*3)*16 + 16 = 1216",
        "PARAMETERS | conv1 | conv1: 1216",
        "MEMORY     | conv1 | 14,400 bytes",
        "MEMORY     | conv1 | 14.4 kB",
        "SHAPE      | conv1 | (15, 15, 16)",
        "SHAPE      | conv1 | [16, 15, 15]",
        "SHAPE      | out   | 1x1x10",
      })
  void answersAreReadAsPeopleWriteThem(Topic topic, String layer, String answer) {
    assertTrue(new Exercise(topic, NET, layer).judge(answer).isRight());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"PARAMETERS | 1K", "PARAMETERS | many", "SHAPE | square", "PARAMETERS | ''"})
  void whatIsNoAnswerIsRefusedAndRoughOnesAreNotRight(Topic topic, String answer) {
    Exercise exercise = new Exercise(topic, NET, "conv1");
    if (answer.equals("1K")) {
      assertFalse(exercise.judge(answer).isRight());
    } else {
      assertThrows(IllegalArgumentException.class, () -> exercise.judge(answer));
    }
  }

  @Test
  void aWholeNetworkIsAskedForItsTotals() {
    Report report = Report.of(NET);
    for (Quantity asked : List.of(Quantity.PARAMETERS, Quantity.MULTIPLY_ADDS)) {
      Topic topic = asked == Quantity.PARAMETERS ? Topic.PARAMETERS : Topic.MACS;
      Exercise exercise = new Exercise(topic, NET, "");
      assertEquals(List.of(report.total(asked).value()), exercise.answer());
      assertEquals("net", exercise.label());
    }
    String weights = String.valueOf(report.total(Quantity.WEIGHTS).value());
    Exercise.Judgement judged = new Exercise(Topic.PARAMETERS, NET, "").judge(weights);
    assertEquals("leaves out the biases", judged.mistake().orElseThrow().phrase());
  }

  @Test
  void valuesOfAnotherTypeTakeTheirBytes() {
    Exercise exercise = new Exercise(Topic.MEMORY, NET, "conv1", NumberType.BF16);
    assertTrue(exercise.question().endsWith("with 2 bytes for each value?"), exercise.question());
    assertTrue(exercise.judge("7,200").isRight());
    String phrase = exercise.judge("14,400").mistake().orElseThrow().phrase();
    assertEquals("takes 4 bytes for each value", phrase);
    String fours = new Exercise(Topic.MEMORY, NET, "conv1", NumberType.INT4).question();
    assertTrue(fours.endsWith("with 4 bits for each value?"), fours);
  }

  @ParameterizedTest
  @CsvSource({
    "SHAPE, '', such as net.out",
    "MEMORY, '', such as net.out",
    "RECEPTIVE, out, one path of windows",
    "RECEPTIVE, conv9, there is no layer conv9",
    "MACS, conv9, there is no layer conv9"
  })
  void whatHasNoAnswerIsNotAsked(Topic topic, String layer, String part) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> new Exercise(topic, NET, layer))
            .getMessage();
    assertTrue(String.valueOf(message).contains(part), message);
  }

  @Test
  void whatALayerBehindBranchesSeesIsThatOfTheLongestPath() {
    Network resnet = Zoo.network("resnet18");
    for (ReceptiveFields.Seen seen : ReceptiveFields.of(resnet).all()) {
      String path = seen.layer().node().path();
      if (seen.extent() == ReceptiveFields.Extent.WINDOW) {
        Exercise exercise = new Exercise(Topic.RECEPTIVE, resnet, path);
        assertEquals(List.of(seen.axes().get(0).extent()), exercise.answer(), path);
        assertTrue(exercise.judge(exercise.derivation()).isRight(), path);
      }
    }
    Exercise exercise = new Exercise(Topic.RECEPTIVE, resnet, "layer1.0.add");
    String phrase = exercise.judge("11").mistake().orElseThrow().phrase();
    assertEquals("follows the shortest path", phrase);
  }

  @Test
  void whatBranchesSeeTogetherAndNoneOfThemAloneIsNotAsked() {
    Network shifted =
        Notation.standard()
            .parse(
                "net",
                """
                input 9x9x4
                add { conv 3x3-4 padding=2:0 } and { conv 3x3-4 padding=0:2 }
                """)
            .network();
    String last = shifted.nodes().get(shifted.nodes().size() - 1).path();
    assertEquals(5, ReceptiveFields.of(shifted).find(last).orElseThrow().axes().get(0).extent());
    assertThrows(
        IllegalArgumentException.class, () -> new Exercise(Topic.RECEPTIVE, shifted, last));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"? | true", "answer: ? | true", "' ? ' | true", "12 | false", "12? | false"})
  void aQuestionMarkIsNoAnswerYet(String text, boolean open) {
    assertEquals(open, Exercise.isOpen(text));
  }

  @Test
  void aHintSaysTheMistakeAndKeepsTheRightFigureBack() {
    CheckReport check =
        Claims.in("conv1: 1,200 parameters\nconv1: 1,216 parameters\nconv2: 1", Notation.standard())
            .check(Report.of(NET));
    List<Checked> rows = Hints.of(check).rows();
    assertEquals("this comes out if one leaves out the biases", rows.get(0).why());
    assertEquals(new CheckReport.Computed.Nothing(), rows.get(0).computed());
    assertEquals(CheckReport.Verdict.HOLDS, rows.get(1).verdict());
  }
}
