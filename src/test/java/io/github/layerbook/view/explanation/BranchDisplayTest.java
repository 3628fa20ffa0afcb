package io.github.layerbook.view.explanation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.report.Aspect;
import io.github.layerbook.report.Branch;
import io.github.layerbook.report.Group;
import io.github.layerbook.report.Quantities;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Row;
import io.github.layerbook.view.display.Display;
import io.github.layerbook.zoo.Zoo;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Calculations as trees: as the plain explanation has them, bounded, without a script. */
class BranchDisplayTest {
  private static final Report VGG16 = Report.of(Zoo.network("vgg16"));
  private static final Row CONV = VGG16.row("conv1_1").orElseThrow();

  private static String html(Display display) {
    return String.valueOf(display.contents().get(Display.HTML));
  }

  @Test
  void aConvolutionIsItsFiltersAndAFilterItsWindow() {
    assertEquals(
        """
        conv1_1
          parameters = weights + biases = 1,728 + 64 = 1,792
            weights = (K_h*K_w*C_in)*C_out = (3*3*3)*64 = 1,728
              for one of the filters = K_h*K_w*C_in = 3*3*3 = 27
                K_h = 3: kernel height
                K_w = 3: kernel width
                C_in = 3: input channels
              C_out = 64: filters
            biases = C_out = 64
        """,
        BranchDisplay.of("conv1_1", Branch.of(CONV, Aspect.PARAMETERS), false).text());
  }

  @Test
  void aQuizKeepsResultsBackUntilTheyAreOpened() {
    Display quiz = BranchDisplay.of("conv1_1", Branch.of(CONV, Aspect.PARAMETERS), true);
    assertTrue(
        quiz.text().contains("weights = (K_h*K_w*C_in)*C_out = (3*3*3)*64 = ?"), quiz.text());
    assertFalse(quiz.text().contains("1,792"), quiz.text());
    String html = html(quiz);
    int summary = html.indexOf("= ?</summary>");
    assertTrue(summary > 0 && html.indexOf("<b>1,792</b>") > summary, html);
    assertFalse(html.contains(" open>"), html);
  }

  /** Every kind of layer, every quantity: the root is the figure, and each part is its own sum. */
  @Test
  void everyFigureIsTheOneThatIsExplained() {
    Set<Class<?>> kinds = new HashSet<>();
    for (String name :
        List.of("vgg16", "googlenet", "swin_t", "maxvit_t", "unet", "gpt2", "nasnet_mobile")) {
      Report report = Report.of(Zoo.network(name));
      for (Row row : report.rows()) {
        if (kinds.add(row.node().layer().getClass())) {
          for (Quantity quantity : Quantities.standard().ofLayers()) {
            Branch root = Branch.of(row, Aspect.of(quantity)).get(0);
            assertEquals(
                row.measure(quantity).size().value(),
                root.step().size().value(),
                row + " " + quantity);
            String html = html(BranchDisplay.of(row.name(), List.of(root), false));
            assertEquals(
                html.split("<details", -1).length, html.split("</details>", -1).length, html);
            assertFalse(html.contains("<script"), html);
          }
          assertEquals(
              row.output().axes().size(),
              Branch.of(row, Aspect.SHAPE).size() / row.declaration().outputs().size());
        }
      }
      Branch whole = Branch.of(report, Aspect.PARAMETERS).get(0);
      assertEquals(report.total(Quantity.PARAMETERS).value(), whole.step().size().value());
      assertEquals(
          whole.step().size().value(),
          whole.parts().stream().mapToLong(part -> part.step().size().value()).sum());
    }
    assertTrue(kinds.size() > 15, kinds.toString());
  }

  @Test
  void aLargeNetworkIsBoundedAndSaysSo() {
    Report report = Report.of(Zoo.network("resnet152"));
    Display display = BranchDisplay.of("r", Branch.of(report, Aspect.PARAMETERS), false);
    assertTrue(html(display).length() < 200_000, "" + html(display).length());
    assertTrue(display.text().lines().count() < 400);
    assertTrue(display.text().contains("more figures: ask for a block or a layer by itself"));
  }

  @Test
  void namesAreEscaped() {
    Group group = new Group("a<b>", List.of(CONV));
    String html = html(BranchDisplay.of("x<script>", Branch.of(group, Aspect.PARAMETERS), true));
    assertFalse(html.contains("<script>"), html);
  }
}
