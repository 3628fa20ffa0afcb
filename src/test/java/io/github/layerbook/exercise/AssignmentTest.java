package io.github.layerbook.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.exercise.Assignment.Question;
import io.github.layerbook.exercise.Assignment.Sheet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AssignmentTest {
  private static Assignment of(List<String> students, long seed, int count) {
    return new Assignment(
        new Roster(students), List.of(Topic.SHAPE, Topic.PARAMETERS), 2, seed, count, 1);
  }

  @Test
  void aStudentsSheetDependsOnTheStudentAndTheSeedAlone() {
    List<Sheet> two = of(List.of("Ann", "Ben"), 7, 3).sheets();
    List<Sheet> three = of(List.of("Cy", "Ben", "Ann"), 7, 4).sheets();
    assertEquals(two.get(0).questions().toString(), first(three.get(2)).toString());
    assertEquals(two.get(1).questions().toString(), first(three.get(1)).toString());
    assertNotEquals(seeds(two.get(0)), seeds(two.get(1)));
    assertNotEquals(seeds(two.get(0)), seeds(of(List.of("Ann"), 8, 3).sheets().get(0)));
  }

  private static List<Question> first(Sheet sheet) {
    return sheet.questions().subList(0, 3);
  }

  private static List<Long> seeds(Sheet sheet) {
    return sheet.questions().stream().map(Question::seed).toList();
  }

  @Test
  void aSeedDrawsTheQuestionAgain() {
    for (Question question : of(List.of("Ann"), 1, 6).sheets().get(0).questions()) {
      assertTrue(question.seed() > 0);
      Exercise again = Exercise.drawn(question.exercise().topic(), 2, question.seed());
      assertEquals(question.exercise().network().toString(), again.network().toString());
      assertEquals(question.exercise().question(), again.question());
    }
  }

  @Test
  void aSheetAsksNothingTwice() {
    Set<String> asked = new HashSet<>();
    for (Question question : of(List.of("Ann"), 1, 50).sheets().get(0).questions()) {
      Exercise exercise = question.exercise();
      assertTrue(asked.add(exercise.network() + exercise.question()), exercise::question);
    }
  }

  @Test
  void assignmentsThatCannotBeAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> of(List.of("Ann"), 1, 51));
    assertThrows(IllegalArgumentException.class, () -> of(List.of("Ann"), 1, 0));
    Roster one = new Roster(List.of("Ann"));
    assertThrows(IllegalArgumentException.class, () -> new Assignment(one, List.of(), 1, 1, 1, 1));
    Assignment none = new Assignment(one, List.of(Topic.MACS), 9, 1, 1, 1);
    assertThrows(IllegalArgumentException.class, none::sheets);
  }
}
