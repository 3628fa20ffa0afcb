package io.github.layerbook.whatif.sensitivity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.memory.PeakMemory;
import io.github.layerbook.network.Network;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.report.Explanation;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Settings;
import io.github.layerbook.whatif.sensitivity.Finding.Kind;
import io.github.layerbook.whatif.sensitivity.NextStep.Move;
import io.github.layerbook.whatif.sweep.Sweep;
import io.github.layerbook.zoo.Zoo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each option of a network buys and costs. */
class SensitivityTest {
  private static final List<Quantity> ALL =
      List.of(
          Quantity.PARAMETERS,
          Quantity.MULTIPLY_ADDS,
          Quantity.BYTES,
          Quantity.WEIGHT_MEMORY,
          Quantity.FLOPS,
          Quantity.TRAFFIC,
          Quantity.INTENSITY,
          Quantity.CACHE,
          SeenExtent.QUANTITY);

  private static final String LENET =
      "input 32x32x1\nconv 5x5-6\navgpool 2x2\nconv 5x5-16\navgpool 2x2\nfc 120\nfc 84\nfc 10";

  private static Report report(String text) {
    return Report.of(Notation.standard().parse("net", text).network());
  }

  private static Report zoo(String name) {
    return Report.of(Zoo.network(name));
  }

  /** Every difference, up and down, is that of two networks that are analysed by themselves. */
  @ParameterizedTest
  @ValueSource(
      strings = {"lenet5", "vgg11", "resnet18", "googlenet", "mobilenet_v2", "gpt2", "qwen3_0.6b"})
  void differencesAreThoseOfTheNetworksThemselves(String name) {
    Report before = zoo(name);
    Sensitivity all = Sensitivity.of(before, ALL);
    assertFalse(all.more().isEmpty());
    Stream.concat(all.more().stream(), all.less().stream())
        .forEach(
            effect -> {
              Report after = effect.step().after(before);
              List<Number> changes = new ArrayList<>();
              for (Quantity measure : ALL) {
                changes.add(
                    measure.difference(
                        before.total(measure).number(), after.total(measure).number()));
              }
              assertEquals(changes, effect.changes(), effect.name());
            });
  }

  /** Every derivation comes to its difference. */
  @ParameterizedTest
  @ValueSource(strings = {"lenet5", "vgg11", "resnet18", "gpt2", "qwen3_0.6b"})
  void derivationsComeToTheirDifferences(String name) {
    Report before = zoo(name);
    Sensitivity all = Sensitivity.of(before, ALL);
    for (Effect effect : all.more()) {
      for (Quantity measure : ALL) {
        if (measure.isRatio()) {
          RatioChange change = RatioChange.of(before, effect.step(), measure);
          double after = Quantity.quotient(change.size().value(), change.divisor().value());
          double past = change.isDifference() ? 0 : change.before().number().doubleValue();
          double sign = change.isDifference() && change.of().isFall() ? -1 : 1;
          double expected = effect.change(ALL.indexOf(measure));
          assertEquals(expected, sign * after - past, 1e-9, effect.name() + " " + measure);
        } else {
          Growth growth = Growth.of(before, effect.step(), measure);
          long change = effect.changes().get(ALL.indexOf(measure)).longValue();
          assertEquals(change, growth.value(), effect.name() + " " + measure);
          assertEquals(Math.abs(change), growth.size().value(), effect.name() + " " + measure);
        }
      }
    }
  }

  /** Steps of one option are the smallest with which the network builds. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "input 8x8x6\nconv 3x3-12 groups=3",
        "input 8x8x6\nconv 3x3-12 groups=3\nconv 3x3-8 groups=4",
        "input 10x64\nattention 4",
        "input 9x9x2\nconv 1x1-4 stride=2\nmaxpool 3x3 padding=1",
        "input 8x8x2\ndown: maxpool 2x2\nup: upsample 2\nboth: concat from input, up\nconv 1x1-4"
      })
  void stepsAreTheSmallestThatBuild(String text) {
    Report before = report(text);
    for (Effect effect : Sensitivity.of(before).more()) {
      if (effect.step() instanceof NextStep.Options options && options.moves().size() == 1) {
        Move move = options.moves().get(0);
        LongStream.range(1, move.by())
            .mapToObj(by -> new Move(move.option(), by))
            .map(smaller -> new NextStep.Options(List.of(smaller), 1))
            .forEach(
                smaller ->
                    assertThrows(
                        IllegalArgumentException.class,
                        () -> smaller.after(before),
                        move.option().name()));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vgg16 | conv1_1.out | 64 → 65 | 3*3*3 + 1 + (3*3)*64 = 604",
        "vgg16 | conv5_3.out | 512 → 513 | 3*3*512 + 1 + (7*7)*4096 = 205313",
        "vgg16 | fc1.out | 4096 → 4097 | 7*7*512 + 1 + 4096 = 29185",
        "vgg16 | conv1_1.kernel | 3x3 → 4x4 | ((4*4 - 3*3)*3)*64 = 1344",
        "vgg16 | conv4_2.groups | 1 → 2 | −((3*3*256)*512) = −1179648",
        "vgg16 | conv1_2 + conv1_2_relu | once more | (3*3*64)*64 + 64 = 36928",
        "vgg16 | input | 224x224 → 225x225 | 0",
        "vgg16 | batch | 1 → 2 | 0",
        "resnet18 | layer1.0.conv1.kernel with padding | 3x3 → 5x5 | ((5*5 - 3*3)*64)*64 = 65536",
        "gpt2 | wte.vocabulary with lm_head.out | 50257 → 50258 | 768",
        "gpt2 | blocks of h | 12 → 13 | 7087872",
      })
  void aStepSaysHowItsParametersComeAbout(
      String network, String option, String step, String derivation) {
    Report before = zoo(network);
    Effect effect = Sensitivity.of(before).more(option).orElseThrow();
    assertEquals(step, effect.step().text());
    String growth = Growth.of(before, effect.step(), Quantity.PARAMETERS).toString();
    assertTrue(growth.equals(derivation) || growth.endsWith(" = " + derivation), growth);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "resnet50 | layer4.0.conv3.out with 3 more | 2048 → 2049",
        "resnet50 | layer1.0.conv3.out with 3 more | 256 → 257",
        "gpt2 | wte.features with 12 more | 768 → 780",
      })
  void widthsAlongAResidualPathKeepStep(String network, String option, String step) {
    Report before = zoo(network);
    Effect effect = Sensitivity.of(before).more(option).orElseThrow();
    assertEquals(step, effect.step().text());
    assertTrue(effect.changes().get(0).longValue() > 0);
  }

  @Test
  void groupsAskForTheirNextMultipleAndHeadsForTheirNextDivisor() {
    Sensitivity grouped = Sensitivity.of(report("input 8x8x6\nconv 3x3-12 groups=3"));
    assertEquals("12 → 15", grouped.more("conv1_1.out").orElseThrow().step().text());
    assertEquals("3 → 6", grouped.more("conv1_1.groups").orElseThrow().step().text());
    Sensitivity heads = Sensitivity.of(zoo("gpt2"));
    assertEquals("12 → 16", heads.more("heads of 12 layers").orElseThrow().step().text());
  }

  /** Rounding in four pools and back asks for a multiple of sixteen pixels. */
  @Test
  void theInputOfAUNetMovesByWhatItsPoolsDivide() {
    Effect input = Sensitivity.of(zoo("unet")).more("input").orElseThrow();
    assertEquals("572x572 → 588x588", input.step().text());
  }

  @Test
  void equalLayersAreSaidOnce() {
    Effect hidden = Sensitivity.of(zoo("gpt2")).more("h.3.linear_1.out").orElseThrow();
    assertEquals(12, hidden.alike().size());
    assertEquals("h.0.linear_1.out … h.11.linear_1.out (12 alike)", hidden.name());
  }

  @Test
  void whatCannotMoveSaysWhyOnceForAllOfItsKind() {
    Sensitivity all = Sensitivity.of(zoo("resnet18"));
    Refusal stride =
        all.refusals().stream()
            .filter(refusal -> refusal.alike().contains("layer1.0.conv1.stride"))
            .findFirst()
            .orElseThrow();
    assertTrue(stride.alike().size() > 10);
    assertTrue(stride.problem().contains("give the inputs the same height"), stride.problem());
  }

  @Test
  void theStepsThatStandOutAreNamed() {
    List<Finding> findings = Sensitivity.of(zoo("vgg16")).findings();
    Finding cheapest = first(findings, Kind.CHEAPEST);
    assertEquals("conv1_1.out", cheapest.effect().step().name());
    assertEquals(604, cheapest.per());
    Finding free = first(findings, Kind.FREE);
    assertEquals(SeenExtent.QUANTITY, free.quantity());
    assertTrue(first(findings, Kind.FREES_MOST).per() < 0);
  }

  private static Finding first(List<Finding> findings, Kind kind) {
    return findings.stream().filter(finding -> finding.kind() == kind).findFirst().orElseThrow();
  }

  @Test
  void anyQuantityOfSweepsCanBeMeasuredAndAsItIsTrained() {
    List<Quantity> measures = List.of(PeakMemory.TRAINING, Quantity.NON_EMBEDDING);
    Report before = Report.of(report(LENET).network(), Settings.DEFAULT.batch(2));
    Sensitivity all = Sensitivity.of(before, measures);
    Effect batch = all.more("batch").orElseThrow();
    assertEquals(
        batch.step().after(before).total(PeakMemory.TRAINING).value()
            - before.total(PeakMemory.TRAINING).value(),
        batch.changes().get(0).longValue());
  }

  @Test
  void optionsOfSomeLayersAloneAreFound() {
    Report before = report(LENET);
    Sensitivity of = Sensitivity.of(before, List.of(1), Sensitivity.usual(before));
    assertTrue(of.more().stream().allMatch(effect -> effect.step().name().startsWith("conv1_1.")));
    Explanation derived = of.explanation("net.conv1_1");
    assertEquals("net.conv1_1", derived.title());
    assertTrue(
        derived.sections().get(0).steps().stream()
            .anyMatch(step -> step.label().equals("conv1_1.out 6 → 7, more")));
  }

  @Test
  void whereNothingCanChangeAMessageSaysSo() {
    Report flat = report("input 4x4x3\nflatten");
    OptionException error =
        assertThrows(
            OptionException.class, () -> Sensitivity.of(flat, List.of(1), Sensitivity.usual(flat)));
    assertEquals(
        "flatten1 has no option that a number could change: ask for a network or block with layers"
            + " such as conv or fc",
        error.getMessage());
  }

  @Test
  void figuresChangePlacesAtNeighbouringValues() {
    for (String name : List.of("vgg16", "lenet5", "gpt2")) {
      Report before = zoo(name);
      List<Crossing> crossings = Crossings.of(before);
      assertFalse(crossings.isEmpty(), name);
      for (Crossing crossing : crossings) {
        assertTrue(crossing.last().larger() >= crossing.last().smaller(), crossing::toString);
        assertTrue(crossing.first().larger() < crossing.first().smaller(), crossing::toString);
        if (crossing.option().equals("batch")) {
          Report there =
              Report.of(before.network(), before.settings().batch(crossing.first().value()));
          assertEquals(there.total(crossing.larger()).value(), crossing.first().larger());
          assertEquals(there.total(crossing.smaller()).value(), crossing.first().smaller());
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "batch, Memory, Weight memory, 9, 10",
    "'fc1.out,fc2.out', Parameters of fully connected layers, Parameters of conv layers, 553, 552",
    "input, Weight memory, Memory, 675, 676"
  })
  void figuresOfVggChangePlaces(String option, String one, String other, long last, long first) {
    Crossing found =
        Crossings.of(zoo("vgg16")).stream()
            .filter(crossing -> crossing.option().equals(option))
            .filter(crossing -> List.of(one, other).contains(crossing.larger().heading()))
            .findFirst()
            .orElseThrow();
    assertTrue(List.of(one, other).contains(found.smaller().heading()));
    assertEquals(last, found.last().value());
    assertEquals(first, found.first().value());
  }

  /** Tied matrices open together: their one shape is a condition of the sweep. */
  @Test
  void aWidthThatTiedWeightsShareIsOpenInASweep() {
    Network tied =
        Notation.standard()
            .parse(
                "tied",
                """
                input 16
                wte: embedding 100-8
                conv1: linear 8
                head: linear 100 bias=false weights of wte""")
            .network();
    Sweep sweep = Sweep.of(tied).knob("width=4,8,16").build();
    assertTrue(sweep.isOneTape());
    assertTrue(sweep.rows(0, 3).stream().allMatch(row -> row.isValid()));
    Sweep one = Sweep.of(tied).knob("wte.features=8,16").knob("conv1.out=8,16").build();
    assertTrue(one.isOneTape());
    assertEquals(
        "[true, false, false, true]",
        one.rows(0, 4).stream()
            .map(row -> row.isValid())
            .toList()
            .toString()
            .toLowerCase(Locale.ROOT));
  }
}
