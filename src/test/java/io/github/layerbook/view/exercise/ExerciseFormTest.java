package io.github.layerbook.view.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.exercise.Exercise;
import io.github.layerbook.exercise.Topic;
import io.github.layerbook.network.Network;
import io.github.layerbook.view.display.Display;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Exercises in pages without a kernel. */
class ExerciseFormTest {
  private static final Exercise ASKED =
      new Exercise(
          Topic.PARAMETERS,
          Network.named("net").input(16, 16, 3).convolution(3, 64).build(),
          "conv1_1");

  private static Display shown(Exercise exercise, String subject, boolean answer) {
    return new ExerciseSet(List.of(new NamedExercise("q1", exercise, subject)), answer).display();
  }

  @ParameterizedTest
  @EnumSource(Topic.class)
  void theAnswerStandsNowhereUnlessItIsAskedFor(Topic topic) {
    Exercise exercise = Exercise.drawn(topic, 2, 5);
    Display shown = shown(exercise, "", false);
    for (String type : List.of(Display.TEXT, Display.MARKDOWN, Display.HTML)) {
      assertFalse(shown.form(type).contains(exercise.derivation()), type);
    }
    assertFalse(shown.form(Display.HTML).contains("<details"));
  }

  @Test
  void theAnswerIsFoldedInHtmlAlone() {
    Display shown = shown(ASKED, "conv1_1 of net", true);
    String html = shown.form(Display.HTML);
    assertTrue(html.contains("<details><summary>The answer, and how it is calculated</summary>"));
    assertTrue(html.contains("1792: (3*3*3)*64 + 64 = 1,792"), html);
    assertFalse(shown.text().contains("1,792") || shown.form(Display.MARKDOWN).contains("1,792"));
  }

  @Test
  void theFormIsHiddenUntilAScriptCanJudge() {
    String html = shown(ASKED, "conv1_1 of net", false).form(Display.HTML);
    assertTrue(html.contains("<form hidden"), html);
    String id = html.replaceAll("(?s).*<input id=\"([^\"]+)\".*", "$1");
    assertTrue(html.contains("<label for=\"" + id + "\">"), html);
    assertTrue(html.contains("<output for=\"" + id + "\""), html);
    assertFalse(html.contains("src=") || html.contains("http"), html);
  }

  @Test
  void aQuestionHasOneSaltAndAnotherQuestionAnother() {
    String once = shown(ASKED, "a of b", false).form(Display.HTML);
    assertEquals(once, shown(ASKED, "a of b", false).form(Display.HTML));
    assertNotEquals(once, shown(ASKED, "a of c", false).form(Display.HTML));
  }

  @Test
  void namesAreEscaped() {
    String html = shown(ASKED, "<img src=x> of \"net\"", true).form(Display.HTML);
    assertFalse(html.contains("<img"), html);
    assertTrue(html.contains("&lt;img src=x&gt; of"), html);
  }
}
