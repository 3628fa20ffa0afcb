package io.github.layerbook.view.diagram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.memory.PeakMemory;
import io.github.layerbook.network.Network;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.view.diagram.PaperLayout.Disk;
import io.github.layerbook.view.diagram.PaperLayout.Label;
import io.github.layerbook.view.diagram.PaperLayout.Paper;
import io.github.layerbook.view.diagram.PaperLayout.Placed;
import io.github.layerbook.view.diagram.PlacedDiagram.Rectangle;
import io.github.layerbook.view.display.Display;
import io.github.layerbook.zoo.Zoo;
import io.github.layerbook.zoo.ZooEntry;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xml.sax.InputSource;

class PaperDiagramTest {
  private static final Report VGG = Report.of(Zoo.network("vgg16"));
  private static final Report RESNET = Report.of(Zoo.network("resnet18"));

  private static Placed placed(Paper paper, String layer) {
    return paper.boxes().stream()
        .filter(each -> each.box().rows().stream().anyMatch(row -> row.name().equals(layer)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void heightsAreInProportionToTheResolutionAndDepthsToTheChannels() {
    Paper paper = PaperDiagram.of(VGG, PaperStyle.VOLUMES).paper();
    PaperSolid first = placed(paper, "conv1_1").solid();
    PaperSolid second = placed(paper, "conv2_1").solid();
    PaperSolid fourth = placed(paper, "conv4_1").solid();
    assertEquals(2, first.height() / second.height(), 1e-9);
    assertEquals(8, first.height() / fourth.height(), 1e-9);
    assertEquals(2, first.skew() / second.skew(), 1e-9);
    assertEquals(4, fourth.depth() / second.depth(), 1e-9);
    assertEquals(
        4.096,
        placed(paper, "fc1").solid().height() / placed(paper, "fc3").solid().height(),
        1e-9,
        "vectors by their features");
  }

  @ParameterizedTest
  @EnumSource
  void everyNetworkOfTheZooIsDrawnInABoundedSizeAndItsWordsKeepClearOfEachOther(PaperStyle style) {
    List<ZooEntry> networks =
        style == PaperStyle.VOLUMES
            ? Zoo.entries()
            : Zoo.entries().stream().filter(entry -> entry.name().matches(".*(1|net)")).toList();
    for (ZooEntry entry : networks) {
      PaperDiagram drawn = PaperDiagram.of(Report.of(entry.network()), style);
      Paper paper = drawn.paper();
      assertTrue(paper.boxes().size() <= 60, entry.name() + " has " + paper.boxes().size());
      assertTrue(drawn.svg().length() < 60_000, entry.name() + " " + drawn.svg().length());
      assertClear(entry.name(), paper);
    }
  }

  private static void assertClear(String name, Paper paper) {
    Rectangle all = new Rectangle(0, 0, paper.width(), paper.height());
    List<Rectangle> labels = paper.labels().stream().map(Label::at).toList();
    for (int i = 0; i < labels.size(); i++) {
      assertTrue(all.contains(labels.get(i)), name);
      assertTrue(
          labels.subList(i + 1, labels.size()).stream().noneMatch(labels.get(i)::overlaps),
          name + ": " + paper.labels().get(i));
    }
    for (Placed box : paper.boxes()) {
      assertTrue(all.contains(box.all()), name + ": " + box.all());
      assertTrue(labels.stream().noneMatch(box.all()::overlaps), name);
    }
    paper.arcs().forEach(arc -> assertTrue(arc.top() >= 0, name + ": " + arc));
  }

  @Test
  void residualPathsGoAroundWhatTheySkip() {
    Paper paper = PaperDiagram.of(RESNET, PaperStyle.VOLUMES).paper();
    Placed sum = placed(paper, "layer1.0.add");
    Placed from = placed(paper, "maxpool");
    assertTrue(
        paper.arcs().stream()
            .anyMatch(
                arc ->
                    Math.abs(arc.from() - from.middle()) < 3
                        && Math.abs(arc.to() - sum.middle()) < 3),
        paper.arcs().toString());
    assertTrue(paper.arcs().size() >= 8, "one for each block");
  }

  @Test
  void blocksAlikeAreDrawnOnceWithALoopForTheirSums() {
    PaperDiagram drawn = PaperDiagram.of(Report.of(Zoo.network("resnet152")), PaperStyle.VOLUMES);
    String svg = drawn.svg();
    assertTrue(svg.contains("× 35"), "36 blocks of the third stage, but the first");
    long blocks =
        drawn.paper().boxes().stream()
            .filter(each -> each.box().kind() == DiagramPlan.Kind.BLOCK)
            .count();
    assertEquals(blocks, drawn.paper().arcs().size());
  }

  @Test
  void blocksAreNamedBelow() {
    List<String> names =
        PaperDiagram.of(VGG, PaperStyle.VOLUMES).paper().brackets().stream()
            .map(PaperLayout.Bracket::name)
            .toList();
    assertTrue(names.containsAll(List.of("conv1", "conv2", "conv3", "conv4", "conv5")), "" + names);
  }

  @Test
  void theAreaOfDisksIsWhatTheMapsCost() {
    Paper paper = PaperDiagram.of(VGG, PaperStyle.VOLUMES).area(Quantity.MULTIPLY_ADDS).paper();
    List<Disk> disks = paper.disks();
    double first = Math.pow(disks.get(0).radius(), 2);
    double second = Math.pow(disks.get(1).radius(), 2);
    double expected =
        (VGG.row("conv2_1").orElseThrow().size(Quantity.MULTIPLY_ADDS).value()
                + VGG.row("conv2_2").orElseThrow().size(Quantity.MULTIPLY_ADDS).value())
            / (double)
                (VGG.row("conv1_1").orElseThrow().size(Quantity.MULTIPLY_ADDS).value()
                    + VGG.row("conv1_2").orElseThrow().size(Quantity.MULTIPLY_ADDS).value());
    assertEquals(expected, second / first, 1e-6);
    assertThrows(
        IllegalArgumentException.class,
        () -> PaperDiagram.of(VGG, PaperStyle.BARS).area(Quantity.INTENSITY));
  }

  @Test
  void theCostsUnderThePointerAreThoseAskedFor() {
    PaperDiagram plain = PaperDiagram.of(VGG, PaperStyle.BARS);
    PaperDiagram traffic = plain.showing(List.of(Quantity.TRAFFIC));
    assertFalse(plain.svg().contains("traffic: "));
    assertTrue(traffic.svg().contains("traffic: ") && !traffic.svg().contains("parameters: "));
    assertThrows(
        IllegalArgumentException.class, () -> plain.showing(PeakMemory.quantities().ofNetworks()));
  }

  @Test
  void lenetsStyleHasASheetForEachChannel() {
    Paper paper = PaperDiagram.of(Report.of(Zoo.network("lenet5")), PaperStyle.LENET).paper();
    assertEquals(6, placed(paper, "c1").solid().sheets());
    assertEquals(8, placed(paper, "c3").solid().sheets(), "8 at most");
  }

  /** A layer with an odd title. */
  @Word(value = "odd", title = "<script>a & \"b\"")
  record Odd() implements Layer {
    @Override
    public Declaration on(List<Shape> inputs) {
      return Declaration.of(inputs.get(0));
    }
  }

  @Test
  void wordsAreTextAndTheDrawingStandsAlone() throws Exception {
    Network network = Network.named("n").input(8, 8, 3).add("odd", new Odd()).maxPool(2).build();
    PaperDiagram drawn = PaperDiagram.of(Report.of(network), PaperStyle.VOLUMES);
    String svg = drawn.svg();
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
    for (String outer : List.of("<script", "href", "url(", "<style", " id=")) {
      assertFalse(svg.contains(outer), outer);
    }
    String html = String.valueOf(drawn.display().contents().get(Display.HTML));
    assertFalse(html.contains("<script"));
    assertTrue(html.contains("alt=\"The feature maps of n from left to right: "), html);
  }

  @Test
  void aSingleValueIsDrawnToo() {
    Network network = Notation.standard().parse("input ()\nrelu").network();
    assertTrue(PaperDiagram.of(Report.of(network), PaperStyle.VOLUMES).svg().startsWith("<svg"));
  }

  @Test
  void aBlockIsDrawnByItself() {
    PaperDiagram drawn = PaperDiagram.ofBlock(RESNET, "layer2", PaperStyle.VOLUMES);
    assertTrue(
        drawn.paper().boxes().stream()
            .flatMap(each -> each.box().rows().stream())
            .allMatch(row -> row.name().startsWith("layer2.")));
    assertThrows(
        IllegalArgumentException.class,
        () -> PaperDiagram.ofBlock(RESNET, "layer9", PaperStyle.VOLUMES));
  }
}
