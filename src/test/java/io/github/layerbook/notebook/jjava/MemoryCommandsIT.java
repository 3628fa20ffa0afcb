package io.github.layerbook.notebook.jjava;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The magics about memory in the real JJava kernel. */
class MemoryCommandsIT {
  private static JJavaNotebook notebook;

  @BeforeAll
  static void start() throws ReflectiveOperationException {
    notebook = new JJavaNotebook();
    notebook.text("%%network small\ninput 16x16x3\nconv3-8\nconv3-16\npool2\nFC-20\nFC-10");
  }

  @AfterAll
  static void stop() {
    notebook.close();
  }

  @Test
  void aStepOfTrainingIsATableAChartAndWhatEachLayerSaves() {
    String shown = notebook.text("%memory small --batch 32 --optimizer adam");
    for (String part : new String[] {"optimizer state", "saved for backward", "The peak is"}) {
      assertTrue(shown.contains(part), shown);
    }
    assertTrue(
        notebook.show("%memory small", MIMEType.TEXT_HTML).contains("layerbook-figure"), shown);
    notebook.text("Table adam = %memory small --optimizer adam");
    // Two moments in fp32 for each of 22,102 parameters and a counter for each of 8 tensors.
    assertEquals("[176848]", bytes("adam", "optimizer state"));
    notebook.text("Optimizer signs = Optimizer.named(\"signs\").moments(2).counter();");
    notebook.text("Table own = %memory small --optimizer signs");
    assertEquals("[176848]", bytes("own", "optimizer state"));
    assertTrue(
        notebook
            .text("%sweep small fc1.out=10,20 --optimizer signs --training-memory")
            .contains("Training memory"));
    notebook.text("Table mixed = %memory small --dtype bf16 --optimizer momentum --master");
    assertEquals("[88408]", bytes("mixed", "master weights"));
    assertEquals("[44204]", bytes("mixed", "gradients"));
    notebook.text("Table frozen = %memory small --freeze conv*,fc1");
    assertEquals("[840]", bytes("frozen", "gradients"));
  }

  @Test
  void devicesShareWhatZeroDivides() {
    String shown = notebook.text("%memory small --optimizer adam --zero 2 --devices 8");
    // Gradients: 22,102 * 4 / 8 bytes.
    assertTrue(
        shown.contains("each device of 8, ZeRO stage 2")
            && shown.matches("(?s).*gradients +86\\.34 +8 +10\\.79\\s.*"),
        shown);
    assertTrue(
        notebook
            .text("%memory small --tensor 2 --pipeline 2")
            .matches("(?s).*gradients +86\\.34 +4 +21\\.58\\s.*"),
        shown);
    String all =
        notebook.text(
            "%memory small --optimizer adam --zero 1 --devices 8 --tensor 2 --pipeline 4");
    assertTrue(
        all.contains(
            "each device of 64, 8 with a batch each, ZeRO stage 1, each layer on 2, the layers on"
                + " 4"),
        all);
    assertSays("%memory small --zero 2", "--devices 8");
    assertSays("%memory small --pipeline 9", "6 layers cannot be divided among 9 devices");
    assertSays("%memory small --zero 4 --devices 2", "stages are 1, 2 and 3");
  }

  @Test
  void devicesShareLayersSequencesAndExpertsAndComputeAgain() {
    notebook.text(
        """
        %%network words
        input 64x32
        block layers {
          block 0 {
            add {
              ln1: layernorm
              attn: gqa 4 bias=all dropout=0.1
            }
            add {
              ln2: layernorm
              mlp: feedforward 128
            }
          }
        }\
        """);
    String eager = "%memory words --dtype bf16 --eager --tensor 2 ";
    String shown = notebook.text(eager);
    for (String part : new String[] {"saved whole", "in heads and hidden", "attention's scores"}) {
      assertTrue(shown.contains(part), shown);
    }
    String selective = notebook.text(eager + "--sequence-parallel --recompute selective");
    assertTrue(
        selective.contains("sequences divided where layers are not, selective recomputation")
            && !selective.contains("saved of attention's scores"),
        selective);
    String full = notebook.text(eager + "--recompute full");
    assertTrue(full.contains("computed again by layer, in heads"), full);
    assertSays("%memory words --sequence-parallel", "such as --tensor 8");
    assertSays("%memory words --recompute most", "none of selective, full");
    assertSays("%memory small --recompute full", "no numbered blocks");
    assertSays("%memory words --recompute full --checkpoint 1", "leave one out");
    assertSays("%memory words --expert 3 --devices 8", "use a divisor of 8");
  }

  @Test
  void theFewestDevicesAreProvedByTheNumberBefore() {
    // 22,102 parameters with gradients and two moments in fp32; 8 counters of steps.
    String shown =
        notebook.text("%fit small devices --training-memory 200KiB --optimizer adam --zero 3");
    assertTrue(shown.contains("the fewest") && shown.contains("over by"), shown);
    assertTrue(notebook.text("%fit small devices --on h100").contains("keeps the budget"), shown);
    assertSays("%fit small devices", "needs what one of them holds");
    assertSays("%fit small devices --on h101", "Did you mean h100?");
    assertSays("%fit small devices --on h100 --by data", "use tensor or pipeline");
    assertSays("%fit small devices --training-memory 1KiB", "no number of devices is enough");
    assertSays("%fit small batch --on h100 --memory 1MiB", "write devices as what is to be found");
  }

  @Test
  void inferenceHasNoGradients() {
    String shown = notebook.text("%memory small --inference");
    assertTrue(shown.contains("peak without input") && !shown.contains("gradients"), shown);
  }

  @Test
  void whatMakesNoSenseIsNamed() {
    assertSays("%memory small --optimizer adm", "Did you mean adam?");
    assertSays("%memory small --checkpoint 0", "or sqrt");
    assertSays("%memory small --master", "--master is for weights narrower than fp32");
    assertSays("%memory small --freeze fc7", "did you mean fc");
    assertSays("%memory small --inference --master", "about training");
    assertSays("%memory small --accumulate 0", "whole number of 1 or more");
  }

  private static String bytes(String table, String part) {
    return notebook.text(
        "%1$s.where(%1$s.stringColumn(\"Memory\").isEqualTo(\"%2$s\")).longColumn(\"Bytes\").asList()"
            .formatted(table, part));
  }

  private static void assertSays(String cell, String words) {
    String said = notebook.error(cell);
    assertTrue(said.contains(words), said);
  }
}
