package io.github.layerbook.exchange.python;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.exchange.form.Problem;
import io.github.layerbook.exchange.python.syntax.PythonReader;
import io.github.layerbook.exchange.python.syntax.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Python's syntax is read, and a line that is none does not cost the others. */
class PythonReaderTest {
  private static List<String> kinds(PythonReader.Program program) {
    return program.statements().stream()
        .map(statement -> statement.getClass().getSimpleName() + statement.line())
        .toList();
  }

  @Test
  void aBrokenLineInAFunctionKeepsTheLinesAroundIt() {
    PythonReader.Program program =
        PythonReader.read("def f(x):\n    a = 1\n    b = = 2\n    return a\nc = 3\n");
    assertEquals(List.of(new Problem(3, "`=` is not understood here")), program.problems());
    assertEquals(List.of("Define1", "Assign5"), kinds(program));
    Statement.Define define = (Statement.Define) program.statements().get(0);
    assertTrue(define.body().get(1) instanceof Statement.Broken);
    assertEquals(3, define.body().size());
  }

  @Test
  void proseBetweenCodeIsSkipped() {
    PythonReader.Program program =
        PythonReader.read("Hello there, this is my code:\nx = 1\nWhy does it not work?\n");
    assertEquals(List.of(1, 3), program.prose());
    assertEquals(List.of(), program.problems());
    assertEquals(List.of("Assign2"), kinds(program));
  }

  @Test
  void outputsBetweenPromptsAreNoCode() {
    PythonReader.Program program =
        PythonReader.read(">>> x = [\n...   1,\n... ]\n>>> x\n[1]\n>>> y = 2\n");
    assertEquals(List.of("Assign1", "Evaluate4", "Assign6"), kinds(program));
    assertEquals(List.of(), program.problems());
  }

  @Test
  void promptsInDocumentationLeaveTheCodeAsItIs() {
    PythonReader.Program program =
        PythonReader.read("class A:\n    \"\"\"\n    >>> a = A()\n    \"\"\"\n    k = 1\nb = 2\n");
    assertEquals(List.of("ClassDefinition1", "Assign6"), kinds(program));
  }

  @Test
  void aStatementThatFollowsAnOpenBracketEndsIt() {
    PythonReader.Program program = PythonReader.read("x = f(\n  1,\n  g(2)\nprint(x)\n");
    assertEquals(List.of("Assign1", "Evaluate4"), kinds(program));
    assertEquals(1, program.problems().get(0).line());
  }

  @Test
  void aCommaThatIsMissingAtTheEndOfALineIsReadAsIfItWereThere() {
    PythonReader.Program program = PythonReader.read("x = f(\n  g(1)\n  h(2),\n)\n");
    assertEquals(List.of("Assign1"), kinds(program));
    assertEquals(List.of(), program.problems());
  }
}
