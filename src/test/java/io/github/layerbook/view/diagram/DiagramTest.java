package io.github.layerbook.view.diagram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.linear.Buffer;
import io.github.layerbook.layer.merge.Concatenate;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Row;
import io.github.layerbook.size.Size;
import io.github.layerbook.view.diagram.PlacedDiagram.PlacedBox;
import io.github.layerbook.view.diagram.PlacedDiagram.PlacedEdge;
import io.github.layerbook.view.diagram.PlacedDiagram.Point;
import io.github.layerbook.view.diagram.PlacedDiagram.Rectangle;
import io.github.layerbook.zoo.Zoo;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.StringReader;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class DiagramTest {
  private static final Report RESNET = Report.of(Zoo.network("resnet50"));

  /** A user's layer with a title that is no HTML. */
  @Word(value = "odd", title = "<a & \"b\">")
  record Odd() implements Layer {
    @Override
    public Declaration on(List<Shape> inputs) {
      return Declaration.of(inputs.get(0));
    }
  }

  private static final Report BRANCHES =
      Report.of(
          Network.named("branches")
              .input(8, 8, 4)
              .block(
                  "module",
                  module ->
                      module.branches(
                          "join",
                          new Concatenate(),
                          List.of(
                              left -> left.add("left", Convolution.of(1, 8)).add(new Odd()),
                              right -> right.add("c", Convolution.of(1, 4)))))
              .maxPool(2)
              .build());

  @ParameterizedTest
  @EnumSource
  void drawsEveryLayerOnceAndEveryEdge(Diagram.By by) {
    PlacedDiagram placed = Diagram.of(RESNET, by).placed();
    List<String> drawn =
        placed.boxes().stream().flatMap(box -> box.box().rows().stream()).map(Row::name).toList();
    assertEquals(
        RESNET.rows().stream().map(Row::name).sorted().toList(), drawn.stream().sorted().toList());
    Set<String> edges = new HashSet<>();
    for (PlacedEdge edge : placed.edges()) {
      edges.add(edge.edge().from() + " " + edge.edge().to());
      assertEnds(edge, placed.boxes());
    }
    for (Row row : RESNET.rows()) {
      for (String input : row.node().inputs()) {
        int from = place(placed, input);
        int to = place(placed, row.node().path());
        assertTrue(from == to || edges.contains(from + " " + to), input + " → " + row.name());
      }
    }
  }

  private static int place(PlacedDiagram placed, String path) {
    for (int i = 0; i < placed.boxes().size(); i++) {
      if (placed.boxes().get(i).box().rows().stream().anyMatch(r -> r.node().path().equals(path))) {
        return i;
      }
    }
    return -1;
  }

  private static void assertEnds(PlacedEdge edge, List<PlacedBox> boxes) {
    Rectangle from = boxes.get(edge.edge().from()).at();
    Rectangle to = boxes.get(edge.edge().to()).at();
    Point start = edge.points().get(0);
    Point end = edge.points().get(edge.points().size() - 1);
    assertEquals(from.y() + from.height(), start.y(), 0.5);
    assertEquals(to.y(), end.y(), 0.5);
    assertTrue(start.x() >= from.x() && start.x() <= from.x() + from.width());
    assertTrue(end.x() >= to.x() && end.x() <= to.x() + to.width());
  }

  @ParameterizedTest
  @EnumSource
  void boxesAndLabelsKeepClearOfEachOther(Diagram.By by) {
    PlacedDiagram placed = Diagram.of(RESNET, by).placed();
    Rectangle all = new Rectangle(0, 0, placed.width(), placed.height());
    List<Rectangle> boxes = placed.boxes().stream().map(PlacedBox::at).toList();
    List<Rectangle> labels = placed.edges().stream().map(PlacedEdge::label).toList();
    for (int i = 0; i < boxes.size(); i++) {
      Rectangle box = boxes.get(i);
      assertTrue(all.contains(box), box.toString());
      assertTrue(boxes.subList(i + 1, boxes.size()).stream().noneMatch(box::overlaps));
      assertTrue(labels.stream().noneMatch(box::overlaps), box.toString());
    }
    placed.frames().forEach(frame -> assertTrue(all.contains(frame.at()), frame.name()));
  }

  @Test
  void blocksAlikeAreOneBox() {
    String text = Diagram.of(RESNET).toString();
    assertTrue(text.contains("layer1.1 × 2") && text.contains("layer3.1 × 5"), text);
  }

  @Test
  void aBlockIsDrawnWithItsNeighbours() {
    PlacedDiagram placed = Diagram.ofBlock(BRANCHES, "module").placed();
    Set<String> outside =
        placed.boxes().stream()
            .filter(box -> box.box().kind() == DiagramPlan.Kind.OUTSIDE)
            .map(box -> box.box().last().name())
            .collect(Collectors.toSet());
    assertEquals(2, outside.size(), outside.toString());
    assertTrue(outside.contains("input"), outside.toString());
    assertEquals(List.of("module"), placed.frames().stream().map(f -> f.name()).toList());
  }

  @Test
  void allThatReadABlocksOutputAreOneDashedEdge() {
    Diagram diagram = Diagram.ofBlock(RESNET, "layer1");
    PlacedDiagram placed = diagram.placed();
    List<PlacedEdge> leaving = placed.edges().stream().filter(PlacedEdge::leaves).toList();
    assertEquals(1, leaving.size());
    PlacedBox readers = placed.boxes().get(leaving.get(0).edge().to());
    assertEquals(2, readers.box().rows().size(), "the first convolution and the projection");
    assertTrue(diagram.svg().contains("stroke-width=\"1.2\" stroke-dasharray"));
  }

  @Test
  void aBoxOfLayersSaysWhatTheyCost() {
    List<String> said =
        Diagram.of(BRANCHES, Diagram.By.LAYER).placed().boxes().stream()
            .flatMap(box -> box.lines().stream())
            .map(DiagramWords.Line::title)
            .filter(title -> title.contains("parameters"))
            .toList();
    long costly =
        BRANCHES.rows().stream()
            .filter(row -> !row.measure(Quantity.PARAMETERS).size().is(0))
            .count();
    assertEquals(costly, said.size(), said.toString());
    said.forEach(each -> assertTrue(each.endsWith("multiply-adds"), each));
  }

  @Test
  void noBoxSaysItsNameTwice() {
    for (Report report : List.of(RESNET, BRANCHES)) {
      for (PlacedBox box : Diagram.of(report).placed().boxes()) {
        box.lines().forEach(line -> assertFalse(line.name().equals(line.title()), line.name()));
      }
    }
  }

  @Test
  void longNamesFitTheirBoxesAndFrames() {
    String name = "A_very_Long_Name_With_Wide_Letters_MMMMMMMMWWWW";
    Network network =
        Network.named("long")
            .input(8, 8, 3)
            .add(name, Convolution.of(1, 4))
            .block(
                name + "2",
                block -> block.add("a", Convolution.of(1, 1)).add("b", Convolution.of(1, 2)))
            .build();
    PlacedDiagram placed = Diagram.of(Report.of(network), Diagram.By.LAYER).placed();
    Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    Font plain = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    for (PlacedBox box : placed.boxes()) {
      for (DiagramWords.Line line : box.lines()) {
        int width =
            graphics.getFontMetrics(plain.deriveFont(Font.BOLD)).stringWidth(line.name())
                + graphics.getFontMetrics(plain).stringWidth(line.title());
        assertTrue(width <= box.at().width(), line + " in " + box.at());
      }
    }
    assertFalse(placed.frames().isEmpty());
    placed
        .frames()
        .forEach(
            frame ->
                assertTrue(
                    graphics.getFontMetrics(plain).stringWidth(frame.name()) <= frame.at().width(),
                    frame.name()));
  }

  @Test
  void namesAreTextAndTheDrawingStandsAlone() throws Exception {
    String svg = Diagram.of(BRANCHES).svg();
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)));
    String text = document.getDocumentElement().getTextContent();
    assertTrue(text.contains("<a & \"b\">"), text);
    assertTrue(text.contains("parameters: ") && text.contains("8×8×8"), text);
    assertEquals(0, document.getElementsByTagName("a").getLength());
    for (String outer : List.of("href", "url(", "<style", "<script", " id=")) {
      assertFalse(svg.contains(outer), outer);
    }
  }

  @Test
  void thousandsOfLayersAreDrawnInPartAndSaidSo() {
    NetworkBuilder builder = Network.named("deep").input(8);
    for (int i = 0; i < 10_000; i++) {
      builder.fullyConnected(8);
    }
    Report deep = Report.of(builder.build());
    Assertions.assertTimeout(
        Duration.ofSeconds(20),
        () -> {
          Diagram diagram = Diagram.of(deep, Diagram.By.LAYER);
          assertEquals(41, diagram.placed().boxes().size());
          assertTrue(diagram.toString().contains("too many to draw them all"));
        });
  }

  @Test
  void anUnknownBlockIsRefusedWithThoseThereAre() {
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> Diagram.ofBlock(RESNET, "layer9"))
                .getMessage());
    assertTrue(message.contains("layer9") && message.contains("layer4"), message);
  }

  @Test
  void layersThatNothingConnectsAreDrawnOnlyWhereThereAreNoOthers() {
    NetworkBuilder builder = Network.named("kept");
    builder.block(
        "frequencies",
        block ->
            block
                .add("first", new Buffer(List.of(Size.of(4)), Tensor.Element.SINGLE, ""))
                .from()
                .add("second", new Buffer(List.of(Size.of(4)), Tensor.Element.SINGLE, "")));
    builder.from().input(8).fullyConnected(4);
    Report report = Report.of(builder.build());
    assertEquals(2, Diagram.of(report).placed().boxes().size());
    assertEquals(2, Diagram.ofBlock(report, "frequencies").placed().boxes().size());
  }
}
