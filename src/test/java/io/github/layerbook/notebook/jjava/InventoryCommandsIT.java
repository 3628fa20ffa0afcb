package io.github.layerbook.notebook.jjava;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.exchange.pasted.Pasted;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pasted models without wiring, and pasted texts beside networks, in the real JJava kernel. */
public class InventoryCommandsIT {
  private static JJavaNotebook notebook;
  private static String defined;

  @BeforeAll
  static void start() throws ReflectiveOperationException, IOException {
    notebook = new JJavaNotebook();
    defined = notebook.text("%%network decoder\n" + Pasted.text("torch-repr-2.txt"));
  }

  @AfterAll
  static void stop() {
    notebook.close();
  }

  private static void assertSays(String cell, String said) {
    Exception e = assertThrows(Exception.class, () -> notebook.text(cell));
    assertTrue(String.valueOf(e.getMessage()).contains(said), e::getMessage);
  }

  @Test
  void aPrintedModelWithoutWiringIsAnInventoryThatCommandsKnow() {
    assertTrue(defined.contains("Read as PyTorch's printed model: SmallDecoder"), defined);
    assertTrue(defined.contains("21,051,264 parameters"), defined);
    assertTrue(defined.contains("not stated: how the modules are wired"), defined);
    assertEquals("21051264", notebook.text("decoder.parameters()"));
    String summary = notebook.text("%summary decoder --by block");
    assertTrue(summary.contains("layers.9") && summary.contains("1,567,488"), summary);
    String explained = notebook.text("%explain decoder.layers.3.mlp");
    assertTrue(explained.contains("1040*384") && explained.contains("1,198,080"), explained);
    assertTrue(notebook.text("%check decoder").contains("✓ holds"));
    assertTrue(notebook.text("%%check decoder\nTOTAL params: 23.5M").contains("✗ fails"));
    assertTrue(notebook.text("%networks").contains("decoder"));
    assertTrue(notebook.text("%plot decoder").contains("embed_tokens"));
  }

  @Test
  void whatAnInventoryCannotTellIsSaid() {
    assertSays("%memory decoder", "not how they are wired");
    assertSays("%plot decoder macs", "parameters only");
    assertSays("%explain decoder.layers.3.mpl", "Did you mean");
  }

  @Test
  void inventoriesAreLaidBesideOthersAndBesideNetworks() throws IOException {
    notebook.text(
        "%%network wider\n"
            + Pasted.text("torch-repr-2.txt").replace("out_features=1040", "out_features=1100"));
    String diff = notebook.text("%diff decoder wider");
    assertTrue(diff.contains("399,360 and 422,400 parameters"), diff);
    notebook.text("%%network digits --input 1x28x28\n" + Pasted.text("torchinfo-2.txt"));
    String both = notebook.text("%diff digits decoder");
    assertTrue(both.contains("only one"), both);
  }

  @Test
  void anInventoryTakesTheNameOfANetworkAndBack() throws IOException {
    notebook.text("%%network changing\ninput 8x8x3\nconv3-4");
    notebook.text("%%network changing\n" + Pasted.text("torch-repr-2.txt"));
    assertEquals("21051264", notebook.text("changing.parameters()"));
    notebook.text("%%network changing\ninput 8x8x3\nconv3-4");
    assertEquals("2", notebook.text("changing.nodes().size()"));
  }

  @Test
  void aPastedSummaryIsCheckedAgainstANetworkRowByRow() throws IOException {
    String text = Pasted.text("keras-summary2-1.txt");
    notebook.text("%%network mine --input 36x36x3\n" + text);
    String same = notebook.text("%%check mine\n" + text);
    assertTrue(same.contains("no row differs") && same.contains("✓ same"), same);
    assertTrue(same.contains("Total params: 417,220"), same);
    String other =
        notebook.text(
            "%%check mine\n"
                + text.replace(
                    "(None, 110)               394350", "(None, 100)               358500"));
    assertTrue(other.contains("the first difference is at dense_5"), other);
    assertTrue(other.contains("✗ differs"), other);
    String own =
        notebook.text(
            """
            %%network ours
            input 36x36x3
            conv3-28
            relu
            conv3-28 padding=valid
            relu
            pool2
            dropout
            conv 3x3-56 stride=2 padding=valid bias=false
            batchnorm
            FC-110
            FC-6
            """);
    assertTrue(own.contains("417,108"), own);
    String checked = notebook.text("%%check ours\n" + text);
    assertTrue(checked.contains("no row differs"), checked);
  }
}
