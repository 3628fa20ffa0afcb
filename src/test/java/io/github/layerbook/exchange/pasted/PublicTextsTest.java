package io.github.layerbook.exchange.pasted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.claim.CheckReport;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.form.TextForm;
import io.github.layerbook.exchange.outline.LayerPhrase;
import io.github.layerbook.inventory.Inventory;
import io.github.layerbook.network.Network;
import io.github.layerbook.report.Report;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lectures, papers' tables and examples of frameworks give the figures that are published. */
class PublicTextsTest {
  private static ReadNetwork read(String name, String call) throws IOException {
    String text = Pasted.text("forms/" + name);
    return PastedText.form(text).orElseThrow().read(text, ReadingOptions.NONE.call(call));
  }

  @ParameterizedTest
  @CsvSource({
    "cs231n-alexnet.txt, '', 62378344, 1135256096",
    "alexnet-table.md, '', 62378344, 1135256096",
    "deeplearningai-lenet.md, '', 62958, 849320",
    "one-convolution.txt, '', 760, 918750",
    "d2l-lenet.txt, '', 61706, 416520",
    "lenet-table.md, '', 61706, 416520",
    "paragraph.txt, '', 25578, 1642496",
    "arrows-1.txt, '', 2212554, 60492288",
    "arrows-2.txt, '', 431080, 2293000",
    "arrows-3.txt, '', 92074, 10403840",
    "resnet.md, 18-layer, 11689512, 1814073344",
    "resnet.md, resnet34, 21797672, 3663761408",
    "resnet.tex, 50, 25557032, 3857973248",
    "resnet.tex, 101, 44549160, 7570194432",
    "resnet-pdf.txt, 152, 60192808, 11282415616",
    "resnext.txt, resnext50, 25028904, 4230479872",
    "densenet.txt, 121, 7978856, 2834161664",
    "densenet.txt, 169, 14149480, 3359843328",
    "densenet.txt, DenseNet-201, 20013928, 4291365888",
    "googlenet.txt, '', 6998552, 1582671872",
    "googlenet-pdf.txt, '', 6998552, 1582671872",
    "mobilenet.tex, '', 4231976, 568740352",
    "mobilenet-pdf.txt, '', 4231976, 568740352",
    "mobilenet-v2.txt, '', 3504872, 300774272",
    "efficientnet-b0.txt, '', 5288548, 385814752",
    "darknet-19.txt, '', 20835176, 2790989824",
    "vgg-dictionary.txt, VGG16, 14714688, 15346630656",
    "vgg-pairs.txt, '', 9220480, 7485456384",
    "string-1.txt, '', 4074, 320640",
    "string-2.txt, '', 76040, 1891820",
    "string-3.txt, '', 203530, 203264",
    "dl4j-lenet.java, '', 431080, 2293000",
    "dl4j-graph.java, '', 2885, 2801744",
    "djl-lenet.java, '', 61700, 416520",
    "djl-mlp.java, '', 109386, 109184",
    "tf-layers-mnist.py, '', 3274634, 13883904",
    "slim-vgg.py, '', 138357544, 15470264320",
    "slim-separable.py, '', 1546, 278848",
    "slim-branches.py, '', 5637, 2031816",
    "alexnet-upward.txt, '', 62378344, 1135256096",
    "zfnet.txt, '', 62357608, 1168032896",
    "small.tex, '', 212328, 349352960",
    "table-without-input.txt, '', 62006, 651720",
    "alexnet-prose.txt, '', 342400, 869616768",
    "labelled.txt, '', 1625866, 16283392",
    "perceptron.txt, '', 266610, 266200",
    "dl4j-lstm.java, '', 74506, 7390000",
    "channels-first.md, '', 825110, 6128616",
    "lines-with-arrows.txt, '', 2016650, 120020992",
    "bullets-with-arrows.txt, '', 81556, 1022336",
    "vgg-pdf.txt, A, 132863336, 7609090048",
    "vgg-pdf.txt, C, 133638952, 11770888192",
    "vgg-pdf.txt, vgg16, 138357544, 15470264320",
    "vgg.md, D, 138357544, 15470264320",
    "vgg.md, vgg19, 143667240, 19632062464",
    "mobilenet-v3.txt, '', 5483032, 216589760",
    "squeezenet.txt, '', 1248424, 832667936",
    "alexnet.csv, '', 62378344, 1135256096",
    "layers.csv, '', 315722, 4188800",
    "discriminator.md, '', 2764737, 103817216"
  })
  void aTextGivesThePublishedFigures(String name, String call, long parameters, long multiplyAdds)
      throws IOException {
    ReadNetwork read = read("public/" + name, call);
    assertEquals(List.of(), read.problems());
    Totals totals = Totals.of(read.network().orElseThrow());
    assertEquals(parameters, totals.parameters());
    assertEquals(multiplyAdds, totals.multiplyAdds());
  }

  @Test
  void eachColumnOfATableIsANetwork() throws IOException {
    String text = Pasted.text("forms/public/resnet.md");
    TextForm form = PastedText.form(text).orElseThrow();
    assertEquals(
        List.of("resnet18", "resnet34", "resnet50", "resnet101", "resnet152"),
        form.readAll(text, ReadingOptions.NONE).stream()
            .map(read -> read.network().map(Network::name).orElse(""))
            .toList());
    assertTrue(
        form.read(text, ReadingOptions.NONE).notes().toString().contains("--call says another"));
  }

  /** Of the seven rows with parameters, the one without biases is found and explained. */
  @Test
  void theFiguresOfATableAreClaims() throws IOException {
    ReadNetwork read = read("deeplearningai-1.txt", "");
    CheckReport report = read.claims().check(Report.of(read.network().orElseThrow()));
    assertEquals(
        List.of(
            "2,184 parameters, not 2,160; counted as weights alone, without the 24 biases it is 2,160"),
        report.rows().stream().map(row -> row.why()).filter(why -> !why.isEmpty()).toList());
    ReadNetwork alexnet = read("lecture-alexnet-1.txt", "");
    CheckReport holds = alexnet.claims().check(Report.of(alexnet.network().orElseThrow()));
    assertTrue(holds.holds());
    assertEquals(10, holds.rows().size());
  }

  @Test
  void whatALectureLeavesOpenIsAskedForByName() throws IOException {
    String message = read("lecture-pattern-1.txt", "").problems().get(0).message();
    assertTrue(message.contains("6 conv, 8 relu, 3 pool, 3 fc"), message);
    assertTrue(message.contains("the input's height, width and channels"), message);
    assertTrue(message.contains("\n  conv ?x?-? padding=?\n  relu\n"), message);
  }

  @Test
  void aSummaryOfDl4jIsAnInventory() throws IOException {
    Inventory inventory = read("dl4j-summary-1.txt", "").inventory().orElseThrow();
    assertEquals(1_371_848, inventory.parameters());
    assertEquals(
        List.of(572L, 0L, 7_524L, 1_362_060L, 1_692L),
        inventory.layers().stream().map(layer -> layer.parameters()).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "96 11x11 filters at stride 4, pad 0 | CONVOLUTION 11x11 96 s4 p0",
        "3x3 conv, 64 | CONVOLUTION 3x3 64",
        "conv3-64 | CONVOLUTION 3x3 64",
        "16 5×5 conv filters with stride 1 and pad 2 | CONVOLUTION 5x5 16 s1 p2",
        "ten 5 by 5 filters, no padding | CONVOLUTION 5x5 10 p0",
        "convolution with kernel size 7, stride 2, padding 3, 64 output channels | CONVOLUTION 7x7 64 s2 p3",
        "32 convolutions of size 3x3 (stride=(2,2), padding='same') | CONVOLUTION 3x3 32 s2 psame",
        "conv 5x5x3x16 | CONVOLUTION 5x5 16",
        "convolutional layer (32 feature maps, 5x5) | CONVOLUTION 5x5 32",
        "7x7, 64, stride 2 conv | CONVOLUTION 7x7 64 s2",
        "two 3x3 convolutional layers with 64 filters each | CONVOLUTION 3x3 64 x2",
        "maxpool 3x3/2 | MAX_POOL 3x3 s2",
        "2x2 average pooling layer with stride 2 | AVERAGE_POOL 2x2 s2",
        "global average pooling | GLOBAL_AVERAGE",
        "fc layer 400 -> 120 | FULLY_CONNECTED 120",
        "linear layer with 400 inputs and 120 outputs | FULLY_CONNECTED 120",
        "a fully-connected layer of size 1,024 | FULLY_CONNECTED 1024",
        "softmax output layer with 10 classes | FULLY_CONNECTED 10",
        "1000-d fc | FULLY_CONNECTED 1000",
        "softmax | PLAIN",
        "nothing of this kind | none"
      })
  void aPhraseSaysWhatItSays(String phrase, String said) {
    String read = LayerPhrase.read(phrase).map(PublicTextsTest::text).orElse("none");
    assertEquals(said, read);
  }

  private static String text(LayerPhrase phrase) {
    StringBuilder text = new StringBuilder(phrase.kind().name());
    if (!phrase.kernel().isEmpty()) {
      text.append(' ').append(phrase.kernel().get(0)).append('x').append(phrase.kernel().get(1));
    }
    phrase.out().ifPresent(out -> text.append(' ').append(out));
    phrase.stride().ifPresent(stride -> text.append(" s").append(stride));
    phrase.padding().ifPresent(padding -> text.append(" p").append(padding));
    return text + (phrase.times() > 1 ? " x" + phrase.times() : "");
  }

  @Test
  void anInputIsTakenInEitherOrderOfAxes() throws IOException {
    String text = Pasted.text("forms/config-string-1.txt");
    List<Long> parameters =
        Arrays.asList(new Long[][] {{3L, 64L, 64L}, {64L, 64L, 3L}}).stream()
            .map(input -> PastedText.read(text, ReadingOptions.NONE.input(input)))
            .map(read -> Totals.of(read.network().orElseThrow()).multiplyAdds())
            .toList();
    assertEquals(List.of(452_984_832L, 452_984_832L), parameters);
  }
}
