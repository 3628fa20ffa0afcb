package io.github.layerbook.view.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DisplayTest {

  @Test
  void keepsTheOrderOfItsForms() {
    Display display = Display.text("plain").with(Display.HTML, "<b>").with(Display.PNG, "iVBO");
    assertEquals(
        List.of(Display.TEXT, Display.HTML, Display.PNG), List.copyOf(display.contents().keySet()));
    assertEquals("plain", display.text());
  }

  @Test
  void laterChangesOfTheGivenTreeDoNotReachIt() {
    List<Object> bars = new ArrayList<>(List.of(1, 2));
    Map<String, Object> tree = new LinkedHashMap<>(Map.of("data", bars));
    Display display = new Display(Map.of(Display.PLOTLY, tree));
    bars.add(3);
    tree.clear();
    assertEquals(Map.of("data", List.of(1, 2)), display.contents().get(Display.PLOTLY));
    assertThrows(UnsupportedOperationException.class, () -> display.contents().clear());
  }

  @Test
  void refusesWhatIsNeitherTextNorAJsonTree() {
    Exception error =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Display(Map.of(Display.PLOTLY, Map.of("x", new int[] {1}))));
    assertEquals("A content is text or a JSON tree, not a [I.", error.getMessage());
  }
}
