package io.github.layerbook.whatif.variation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.Node;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.report.Quantities;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Settings;
import io.github.layerbook.unit.NumberType;
import io.github.layerbook.whatif.diff.Diff;
import io.github.layerbook.whatif.edit.Edit;
import io.github.layerbook.zoo.Zoo;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Changes to a network, by how they are written. */
class VariationTest {
  private static final Network NET =
      Notation.standard()
          .parse(
              "net",
              """
              input 16x16x3
              conv3-8
              relu
              conv3-12
              pool2
              conv3-16
              dropout
              pool2
              FC-20
              FC-10\
              """)
          .network();

  private static Variation with(String edits) {
    Variation variation = Variation.of(NET);
    for (Edit edit : Edit.parseAll(edits, Notation.standard())) {
      variation = variation.with(edit);
    }
    return variation;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fc1.out=40|fc1: fc 40",
        "fc1=40|fc1: fc 40",
        "conv1.*.out=6|conv1_1: conv 3x3-6 padding=1",
        "conv*.out*=0.5|conv1_2: conv 3x3-6 padding=1",
        "conv*.out:4 *= 1/3|conv2_1: conv 3x3-4 padding=1",
        "conv1_1.out,fc1.out*=2|fc1: fc 40",
        "input=32x32x3|input: input 32x32x3",
        "input=32|input: input 32x32x3",
        "conv2_1.padding=same|conv2_1: conv 3x3-16 padding=same",
        "conv1_1+=batchnorm|batchnorm1: batchnorm",
        "conv1_1 += bn: batchnorm|bn: batchnorm",
        "fc1: conv 4x4-20|fc1: conv 4x4-20",
        "fc1:conv 4x4-20 bias=false fc2.out=5|fc1: conv 4x4-20 bias=false",
        "fc1:conv4x4-20 fc2.out=5|fc2: fc 5",
        "fc1: conv 4x4-20 # as in fc2.out=5|fc2: fc 10",
        "fc2.out=5 // fewer|fc2: fc 5"
      })
  void anEditChangesWhatItNames(String edits, String line) {
    String text = with(edits).network().toString();
    assertTrue(text.lines().map(String::strip).anyMatch(line::equals), text);
  }

  @Test
  void aRemovedLayerIsBridgedAndAnInsertedOneIsReadInItsPlace() {
    Network less = with("-dropout1 -relu*").network();
    assertEquals(NET.nodes().size() - 2, less.nodes().size());
    assertEquals(List.of("conv1.conv1_1"), inputs(less, "conv1_2"));
    assertEquals(less, with("-dropout1,relu1").network());
    Network more = with("conv*+=batchnorm").network();
    assertEquals(NET.nodes().size() + 3, more.nodes().size());
    assertEquals(List.of("conv1.batchnorm1"), inputs(more, "relu1"));
    assertEquals(
        Report.of(NET).total(Quantity.PARAMETERS).value() + 2 * (8 + 12 + 16),
        Report.of(more).total(Quantity.PARAMETERS).value());
  }

  @Test
  void aBlockGoesAsAWholeWhereItReadsOneLayer() {
    Network resnet = Zoo.network("resnet50");
    Variation less = Variation.of(resnet).with("-layer3.5.*,layer3.3.*,layer1.2.*");
    // A bottleneck of 256 and one of 64 channels, as in table 1 of He et al. 2016.
    long block3 = 1024 * 256 + 9 * 256 * 256 + 256 * 1024 + 2 * (256 + 256 + 1024);
    long block1 = 256 * 64 + 9 * 64 * 64 + 64 * 256 + 2 * (64 + 64 + 256);
    assertEquals(-2 * block3 - block1, less.diff().growth(Quantity.PARAMETERS));
    Network gpt2 = Zoo.network("gpt2");
    long block = 12 * 768 * 768 + 13 * 768;
    assertEquals(
        -3 * block,
        Variation.of(gpt2).with("-h.3.*,h.4.*,h.11.*").diff().growth(Quantity.PARAMETERS));
    assertEquals("layer1.0.add reads 2 layers", refused(resnet, "-layer1.0.add"));
    assertEquals("input reads no layer", refused(resnet, "-input,conv1"));
    assertEquals(
        "layer1.0.bn3 to layer1.0.add together read 2 layers",
        refused(resnet, "-layer1.0.bn3,layer1.0.add"));
    assertEquals(
        "lm_head needs the weights or a further output of wte: remove lm_head first",
        refused(gpt2, "-wte"));
  }

  @Test
  void aNameThatLacksAStarInFrontIsToldSo() {
    assertEquals(
        "vgg16 has no layer \"drop*\"; did you mean *drop*?",
        refused(Zoo.network("vgg16"), "-drop*"));
  }

  private static String refused(Network network, String edit) {
    String said =
        String.valueOf(
            assertThrows(OptionException.class, () -> Variation.of(network).with(edit).network())
                .getMessage());
    return said.replaceAll(", so nothing.*", "");
  }

  private static List<String> inputs(Network network, String layer) {
    return network.find(layer).map(a -> a.node()).map(Node::inputs).orElseThrow();
  }

  @Test
  void editsAreReadBackFromWhatTheyPrint() {
    String edits =
        "fc1.out=40 conv*.out*=0.5 -dropout1 conv1_1+=bn: batchnorm fc1: conv 4x4-20 bias=false";
    List<Edit> read = Edit.parseAll(edits, Notation.standard());
    assertEquals(5, read.size());
    read.forEach(edit -> assertEquals(edit, Edit.parse(edit.toString())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "conv1_2.groups=3|conv1_2: input channels 8 is not divisible by groups 3|"
            + "conv1_2.groups = 2 or 4",
        "conv2_1.kernel=40|conv2_1|conv2_1.kernel = 9",
        "fc1: conv 9x9-20|fc1|fc1.kernel = 4",
        "conv1_1.out=9 conv1_2.groups=4|conv1_2|conv1_1.out = 8 or 12; conv1_2.groups = 3",
        "input=1x1x3|pool1|input = 4",
        "conv1_2.groups=4 conv1_1.out*=0.3|conv1_2|conv1_1.out *= 0.",
        "conv1_1.out=0|conv1_1: the number of filters 0|conv1_1.out = 1",
        "input=2x30x3|pool|input *= "
      })
  void anImpossibleChangeSaysWhereAndWhyAndWhatIsNearest(
      String edits, String reason, String nearest) {
    String said =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> with(edits).network()).getMessage());
    assertTrue(said.contains(reason.strip()), said);
    assertTrue(said.contains(nearest.strip()), said);
  }

  @Test
  void theNearestValuesArePossibleAndNoneBetweenThemIs() {
    for (int asked = 1; asked <= 24; asked++) {
      String edit = "conv1_2.groups=" + asked;
      try {
        with(edit).network();
      } catch (IllegalArgumentException e) {
        String said = String.valueOf(e.getMessage());
        Matcher found = Pattern.compile("groups = ([0-9]+)").matcher(said);
        assertTrue(found.find(), said);
        long nearest = Long.parseLong(found.group(1));
        with("conv1_2.groups=" + nearest).network();
        for (long between = Math.min(asked, nearest) + 1; between < asked; between++) {
          String other = "conv1_2.groups=" + between;
          assertThrows(IllegalArgumentException.class, () -> with(other).network(), other);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fc1.out=1,2|a change has one",
        "fcl.out=5|did you mean fc1",
        "fc1.uot=5|did you mean out",
        "-dropout9|did you mean dropout1",
        "-conv1|conv1 is a block, not a layer: write conv1.*",
        "-dropout1,fc9|did you mean fc1",
        "dtype=fp16|--dtype",
        "dropout1.p=3|dropout1.p: a dropout probability is from 0 to 1",
        "fc9: conv 1x1-3|did you mean fc1",
        "conv9+=relu|has no layer",
        "fc1+=rellu|relu",
        "hello|is not a change: write fc1.out=2048",
        "=3|is not a change",
        "-input|nothing can take its place",
        "conv1_1.out=-5|whole number",
        "conv1_1.out*=0|above 0",
        "conv1_1.out=1e30|beyond 64 bits"
      })
  void nonsenseIsRefusedByAWord(String edits, String word) {
    String said =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> with(edits).network()).getMessage());
    assertTrue(said.contains(word), said);
  }

  @Test
  void settingsOfAVariationAreThoseOfItsSecondSide() {
    Diff diff =
        Variation.of(NET)
            .settings(Settings.DEFAULT.batch(32).type(NumberType.FP16))
            .with("fc1.out=40")
            .diff();
    long before = diff.before().total(Quantity.BYTES).value();
    long fc1 = 20 * 4;
    assertEquals((before + fc1) * 32 / 2, diff.after().total(Quantity.BYTES).value());
  }

  @Test
  void theBlocksOfADiffAddUpToItsTotals() {
    SplittableRandom random = new SplittableRandom(3);
    List<String> edits =
        List.of(
            "fc1.out=40",
            "-dropout1",
            "conv*+=batchnorm",
            "input=32",
            "conv*.out*=0.5",
            "-pool1",
            "fc1: conv 4x4-30",
            "-relu1");
    for (int round = 0; round < 100; round++) {
      Variation variation = Variation.of(NET);
      for (String edit : edits) {
        variation = random.nextInt(3) == 0 ? variation.with(edit) : variation;
      }
      Diff diff = variation.diff();
      List<Quantity> sums = Quantities.standard().all().stream().filter(Quantity::isSum).toList();
      for (Quantity quantity : sums) {
        assertEquals(
            diff.before().total(quantity).value(),
            diff.blocks().stream().mapToLong(block -> block.before(quantity).longValue()).sum());
        assertEquals(
            diff.after().total(quantity).value(),
            diff.blocks().stream().mapToLong(block -> block.after(quantity).longValue()).sum());
      }
    }
  }
}
