package io.github.layerbook.notebook.jjava;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.network.Network;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The session's variables in the real JJava kernel. */
class JJavaSessionIT {
  private static final String TINY =
      "Network tiny = Network.named(\"tiny\").input(4, 4, 1).convolution(3, 2).build();";

  private JJavaNotebook notebook;

  @BeforeEach
  void start() throws ReflectiveOperationException {
    notebook = new JJavaNotebook();
  }

  @AfterEach
  void stop() {
    notebook.close();
  }

  @Test
  void aNetworkMadeInAJavaCellIsFoundByItsVariable() {
    notebook.text(TINY);
    assertTrue(notebook.value("%network tiny") instanceof Network);
  }

  @Test
  void aVariableThatIsAssignedOrDeclaredAnewIsFoundAsItIsNow() {
    notebook.text(TINY);
    notebook.text("%network tiny");
    notebook.text("tiny = tiny.withoutBiases();");
    assertTrue(notebook.text("tiny").contains("no bias"));
    notebook.text(TINY);
    assertFalse(notebook.text("tiny").contains("no bias"));
  }

  @Test
  void aDefinitionDeclaresItsVariableAndUndoGoesBack() {
    notebook.text(TINY + "Session session = %session");
    notebook.text("session.define(\"other\", tiny);");
    assertEquals("true", notebook.text("other == tiny"));
    notebook.text("session.define(\"other\", tiny.withoutBiases());");
    assertEquals("false", notebook.text("other.equals(tiny)"));
    notebook.text("session.undo(\"other\");");
    assertEquals("true", notebook.text("other.equals(tiny)"));
  }

  @Test
  void aVariableOfAnotherKindIsNotOverwritten() {
    notebook.text(TINY + "int depth = 16;\nSession session = %session");
    String error = notebook.error("session.define(\"depth\", tiny);");
    assertTrue(error.contains("variable depth that is not a network"), error);
    assertTrue(error.lines().noneMatch(line -> line.contains("\tat ")), error);
    assertEquals("16", notebook.text("depth"));
  }

  @Test
  void theNumbersOfTheNotebooksOwnResultsAreNotUsedUp() {
    notebook.text(TINY);
    notebook.text("%network tiny");
    assertEquals("2", notebook.text("1 + 1"));
    assertEquals("2", notebook.text("$2"));
  }

  @Test
  void onlyCommandsThatExistAreOffered() {
    assertTrue(notebook.error("%network nothing").contains("There is no network nothing yet"));
    assertTrue(notebook.error("%network").contains("it needs NAME"));
    assertTrue(notebook.error("%network a b").contains("“b” is one word too many"));
    assertTrue(notebook.error("%network a --by").contains("there is no option --by"));
  }

  @Test
  void aSessionThatHasEndedSaysSo() {
    notebook.text(TINY + "Session session = %session");
    notebook.text("session.close();");
    assertTrue(notebook.error("%network tiny").contains("Layerbook has left this kernel"));
  }

  @Test
  void aLayerDeclaredInACellIsReadLikeABuiltInOne() {
    String layer =
        """
        @Word(value = "scale", title = "scale")
        record Scale(@Default("%d") Size times) implements Layer {
          public Declaration on(List<Shape> inputs) {
            Shape input = inputs.get(0);
            return Declaration.of(input)
                .with(Tensor.scale("weight", List.of(input.channels())))
                .with(Work.Kind.MULTIPLICATIONS, Size.product(times, input.values("in")));
          }
        }""";
    String cell = "%%network own\ninput 8x8x16\nscale";
    assertTrue(notebook.error(cell).contains("unknown layer \"scale\""));
    notebook.text(layer.formatted(1));
    assertTrue(notebook.text(cell).contains("scale"), notebook.text(cell));
    assertEquals("16", notebook.text("Report.of(own).total(Quantity.PARAMETERS).value()"));
    assertTrue(notebook.text("%explain own.scale1").contains("16"));
    notebook.text(layer.formatted(3));
    notebook.text("%%network again\ninput 8x8x16\nscale");
    assertEquals(
        "input: input 8x8x16\nscale1: scale\n",
        notebook.text("again.toString()").replace("network again\n", ""));
  }

  @Test
  void whatAMagicGivesIsANetworkForJavaAndShownAsWhatItDid() {
    notebook.text("Network q = %zoo lenet5");
    assertEquals("true", notebook.text("q.equals(lenet5)"));
    notebook.text("%%network n\ninput 4x4x1\nconv 3x3-2");
    assertTrue(
        notebook.text("%%network n\ninput 4x4x1\nconv 3x3-4").contains("20 → 40 parameters"));
    assertFalse(notebook.text("n").contains("→"));
    notebook.text("Network before = %undo n");
    assertEquals("true", notebook.text("before.equals(n)"));
  }

  @Test
  void aTypeOfTheReadersOwnIsShownAsRegistered() {
    notebook.text("record Price(long cents) {}");
    notebook.text(
        "Session session = %session\n"
            + "session.register(new Renderer<>(Price.class, p -> Display.text(\"¢ \" + p.cents())));");
    assertEquals("¢ 42", notebook.text("new Price(42)"));
  }

  @Test
  void aNameThatWouldHideATypeOrAPackageIsRefused() {
    for (String name : new String[] {"List", "Report", "Table", "io", "org"}) {
      String error = notebook.error("%%network " + name + "\ninput 4x4x1\nconv 3x3-2");
      assertTrue(error.contains("choose another name"), error);
    }
    assertEquals("[1]", notebook.text("List.of(1)"));
  }

  @Test
  void whatTheKernelWouldRefuseByItselfIsSaidByLayerbook() {
    notebook.text(TINY);
    assertTrue(notebook.error("%%network lenet").contains("it takes the network's layers"));
    assertTrue(notebook.error("%%check tiny").contains("it takes claims"));
    assertTrue(notebook.error("%sumary tiny").contains("Did you mean summary?"));
    assertTrue(notebook.error("%%netwrk tiny\nconv").contains("Did you mean network?"));
    assertTrue(notebook.text("%summary?").startsWith("%summary NAME"));
    assertFalse(notebook.error("%xyzzy").contains("Layerbook"), "not ours");
  }

  @Test
  void theKernelsNextWayToRunSourceWorksToo() throws Exception {
    new JJavaKernel(notebook.kernel()).runByBuilder("int five = 5;");
    assertEquals("5", notebook.text("five"));
  }
}
