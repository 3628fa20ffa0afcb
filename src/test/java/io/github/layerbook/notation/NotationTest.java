package io.github.layerbook.notation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.network.Network;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The three spellings, and what each stands for. */
class NotationTest {
  private static final Notation NOTATION = Notation.standard();

  @Test
  void theLecturesTableIsReadUntouched() {
    Network network = NOTATION.parse("vgg16", Texts.read("lecture.txt")).network();
    Report report = Report.of(network);
    assertEquals(138_357_544, report.total(Quantity.PARAMETERS).value());
    assertEquals(138_344_128, report.total(Quantity.WEIGHTS).value());
    assertEquals(15_237_608, report.total(Quantity.VALUES).value());
    assertEquals(List.of("conv1", "conv2", "conv3", "conv4", "conv5"), network.blocks());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "conv3-64 | conv 3x3-64 padding=1",
        "CONV3-64 | conv 3x3-64 padding=1",
        "conv1-256 | conv 1x1-256",
        "conv3x3-64 | conv 3x3-64",
        "conv 3-64 | conv 3x3-64 padding=1",
        "conv 3x3-64 | conv 3x3-64",
        "conv 3 × 3 - 64 | conv 3x3-64",
        "conv11-96 stride=4 padding=2 | conv 11x11-96 stride=4 padding=2",
        "conv3-64 dilation=2 | conv 3x3-64 padding=2 dilation=2",
        "conv2-64 | conv 2x2-64 padding=same",
        "conv2d 3-64 | conv 3x3-64",
        "convolution3-64 bias=false | conv 3x3-64 padding=1 bias=false",
        "conv kernel=3x3 out=64 | conv 3x3-64",
        "ＣＯＮＶ３－６４ | conv 3x3-64 padding=1",
        "conv3–64 | conv 3x3-64 padding=1",
        "maxpool | maxpool 2x2",
        "POOL2 | maxpool 2x2",
        "maxpool 3x3 stride=2 | maxpool 3x3 stride=2",
        "maxpool3 stride=2 | maxpool 3x3 stride=2",
        "avgpool 7x7 | avgpool 7x7",
        "LRN | lrn",
        "soft-max | softmax",
        "FC-4096 | fc 4096",
        "FC-4,096 | fc 4096",
        "fc 4096 bias=no | fc 4096 bias=false",
        "fc1: fc 4096 | fc 4096",
        "dropout p=0.25 | dropout p=0.25",
        "relu inplace=false | relu inplace=false",
      })
  void aLayerIsReadInEachSpelling(String written, String canonical) {
    Network network = NOTATION.input("224x224x3").parse(written).network();
    assertEquals(canonical, print(network, 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "input (224 × 224 RGB image) | 224x224x3",
        "input 224x224x3 | 224x224x3",
        "INPUT: [224x224x3] memory: 224*224*3=150K weights: 0 | 224x224x3",
        "INPUT: 32 x 32 x 1 | 32x32x1",
        "input (28×28 grayscale image) | 28x28x1",
        "input 3x224x224 order=chw | 224x224x3",
        "x: input 10 | 10",
      })
  void anInputIsReadInEachSpelling(String written, String shape) {
    assertEquals(shape, NOTATION.parse(written).network().applied().get(0).output().toString());
  }

  @Test
  void oneDimensionalConvolutionsSayso() {
    Network network = NOTATION.parse("input 100x8\nconv1d 3-64\nmaxpool1d 2").network();
    assertEquals("conv1d 3-64", print(network, 1));
    assertEquals("49x64", network.applied().get(2).output().toString());
  }

  @Test
  void blocksNestAndCommentsAreSkipped() {
    Network network =
        NOTATION
            .parse(
                """
                network tiny  # a comment
                // another
                input 32x32x3
                block body {
                  block stem {
                    first: conv3-8 stride=2   # halves
                  }
                  conv3-16
                }
                fc 10
                """)
            .network();
    assertEquals("tiny", network.name());
    assertEquals(List.of("body.stem", "body"), network.blocks());
    assertEquals("16x16x8", network.find("first").orElseThrow().output().toString());
  }

  @Test
  void theDefaultInputIsUsedWhereTheTextHasNone() {
    Notation notation = NOTATION.input("8x8x3");
    assertEquals(2, notation.parse("conv3-4").network().nodes().size());
    assertEquals(
        "6x6x3", notation.parse("input 6x6x3").network().applied().get(0).output().toString());
  }

  @Test
  void aBlockIsReplacedInItsPlace() {
    Network vgg = NOTATION.parse("vgg16", Texts.read("lecture.txt")).network();
    Network changed = NOTATION.parseBlock(vgg, "conv2", "conv3-100\nmaxpool");
    assertEquals(vgg.blocks(), changed.blocks());
    assertEquals(
        List.of("conv2_1", "pool2"), changed.block("conv2").stream().map(n -> n.name()).toList());
    Network grown = NOTATION.parseBlock(changed, "head", "relu\nfc 10");
    assertEquals("head", grown.blocks().get(5));
    assertEquals("10", grown.applied().get(grown.nodes().size() - 1).output().toString());
  }

  private static String print(Network network, int index) {
    var layer = network.nodes().get(index).layer();
    return LayerForm.of(layer).print(layer);
  }

  @Test
  void anInputThatIsNotAShapeIsRefused() {
    NotationException e = assertThrows(NotationException.class, () -> NOTATION.input("8xq"));
    assertEquals("\"8xq\" is not the shape of an input", e.problem());
  }

  @Test
  void whatStandsBesideLayersIsKeptWithItsPlaceAndNotRead() {
    Definition read =
        Notation.standard()
            .parse("INPUT: [8x8x3]\nCONV3-4: [8x8x4] joules: 3\nfc 10 rank: 7 of 9\nTOTAL: many");
    List<Remark> remarks = read.remarks();
    assertEquals(
        List.of("input [8x8x3]", "conv1_1 [8x8x4] joules: 3", "fc1 rank: 7 of 9", " TOTAL: many"),
        remarks.stream().map(r -> r.layer() + " " + r.text().content()).toList());
    assertEquals(List.of(1, 2, 3, 4), remarks.stream().map(r -> r.text().line()).toList());
    assertEquals("CONV3-4:", remarks.get(1).head().content().strip());
  }
}
