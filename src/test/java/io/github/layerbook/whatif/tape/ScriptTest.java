package io.github.layerbook.whatif.tape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.size.Size;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptTest {
  private static final Symbol WIDTH = new Symbol("w", 0, List.of(1L, 8L, 64L));
  private static final Size W = new Size.Unknown("w");

  @Test
  void termsOfOneValueFallTogetherWhateverTheyAreMadeOf() {
    Script script = new Script(List.of(WIDTH));
    Size once = W.plus(2).minus(2).dividedBy(Size.of(1)).plus(1);
    Size twice = once.plus(1).minus(1);
    script.of(twice);
    script.of(W.plus(1));
    script.share();
    assertEquals(script.of(W.plus(1)), script.of(once));
    assertEquals(script.of(once), script.of(twice));
  }

  @Test
  void termsThatHaveNoValueAtDifferentPlacesStayApart() {
    Script script = new Script(List.of(WIDTH));
    Size doubtful = W.minus(8).plus(8);
    Size sure = W.plus(1).minus(1);
    script.of(doubtful.plus(sure));
    script.share();
    assertNotEquals(script.of(doubtful), script.of(sure));
    assertEquals(script.of(W), script.of(sure));
  }

  @Test
  void whatNobodyAsksForIsNotInTheProgram() {
    Script script = new Script(List.of(WIDTH));
    script.of(W.times(7).plus(5));
    script.share();
    int asked = script.of(W.times(3));
    assertEquals(List.of("MULTIPLY", List.of(0), 3L), compact(script, asked));
  }

  /** The operation, and what it is done on. */
  private static List<Object> compact(Script script, int term) {
    List<Object> terms = script.terms();
    List<?> line = (List<?>) terms.get(term);
    return List.of(line.get(0), terms.get((int) line.get(1)), terms.get((int) line.get(2)));
  }

  @Test
  void numbersThatFloatingPointDoesNotHoldAreTexts() {
    assertEquals(9_007_199_254_740_991L, Script.number(9_007_199_254_740_991L));
    assertEquals("9007199254740992", Script.number(9_007_199_254_740_992L));
  }

  @Test
  void differencesThatMayBeNegativeAreKnown() {
    Script script = new Script(List.of(WIDTH));
    Size safe = W.minus(1);
    Size unsafe = W.minus(2);
    script.of(safe.plus(unsafe));
    script.share();
    assertTrue(script.mayFail(unsafe));
    assertEquals(false, script.mayFail(safe));
  }

  @Test
  void aSymbolThatIsNotVariedIsRefused() {
    Script script = new Script(List.of(WIDTH));
    assertThrows(IllegalArgumentException.class, () -> script.of(new Size.Unknown("v")));
  }
}
