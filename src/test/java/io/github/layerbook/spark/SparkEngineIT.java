package io.github.layerbook.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.memory.PeakMemory;
import io.github.layerbook.network.Network;
import io.github.layerbook.report.Quantities;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.unit.NumberType;
import io.github.layerbook.whatif.edit.Knob;
import io.github.layerbook.whatif.sweep.Sweep;
import io.github.layerbook.whatif.sweep.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Spark, on two threads of this machine, gives the rows that a sweep gives by itself. It has a
 * class path of its own: see its execution in pom.xml.
 */
@EnabledIfSystemProperty(named = "layerbook.spark", matches = "true")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SparkEngineIT {
  /** The README's cell, whose last line has its value as a comment. */
  private static final Pattern EXAMPLE =
      Pattern.compile(
          "^```java spark\\n(.*?) +// (\\S+)\\n```$", Pattern.MULTILINE | Pattern.DOTALL);

  private static final String IMPORTS =
      "import io.github.layerbook.whatif.sweep.*; import io.github.layerbook.zoo.*;\n";

  private final SparkSession session =
      SparkSession.builder().master("local[2]").appName("Layerbook").getOrCreate();

  /** A layer that only this test knows. */
  @Word(value = "gain", title = "gain")
  record Gain() implements Layer {
    @Override
    public Declaration on(List<Shape> inputs) {
      Shape input = inputs.get(0);
      return Declaration.of(input).with(Tensor.scale("weight", List.of(input.channels())));
    }
  }

  @AfterAll
  void stop() {
    session.stop();
  }

  private static Network small() {
    return Network.named("small")
        .input(16, 16, 4)
        .add("a", Convolution.of(3, 8))
        .add("gain", new Gain())
        .maxPool(2)
        .fullyConnected(10)
        .build();
  }

  @Test
  void rowsAreThoseOfTheSweepInItsOrderImpossibleOnesToo() {
    Sweep sweep =
        Sweep.of(small())
            .knob("input=1..20")
            .knob("a.kernel=0..9")
            .knob("a.stride=0..3")
            .knob("a.out*=0.5,1,1.5")
            .measures(Quantities.standard().ofNetworks())
            .measure("twice", report -> report.total(Quantity.PARAMETERS).size().times(2))
            .build();
    assertSameRows(sweep);
    Dataset<Row> rows = sweep.on(SparkEngine.of(session));
    long impossible = sweep.rows(0, sweep.size()).stream().filter(row -> !row.isValid()).count();
    assertTrue(impossible > 0);
    assertEquals(impossible, rows.filter("not valid and parameters is null").count());
  }

  @Test
  void knobsThatChangeMoreThanSizesHaveTheirColumns() {
    Network large = Network.named("large").input(16, 16, 4).convolution(3, 64).build();
    Sweep sweep =
        Sweep.of(small(), large)
            .knob("*.out=4..64:+4")
            .knob("*.bias=true,false")
            .knob(Knob.types(NumberType.FP32, NumberType.INT4))
            .batch("1,8")
            .build();
    assertArrayEquals(
        new String[] {
          "network",
          "*.out",
          "*.bias",
          "dtype",
          "batch",
          "Parameters",
          "Multiply-adds",
          "Memory",
          "valid"
        },
        sweep.on(SparkEngine.of(session)).columns());
    assertSameRows(sweep);
  }

  @Test
  void moreTopologiesThanOnePartHoldsStayInOrder() {
    Sweep sweep =
        Sweep.of(small()).knob("a.out=1..3").batch("1..50").measures(PeakMemory.INFERENCE).build();
    assertEquals(3, sweep.parts().size());
    assertSameRows(sweep);
  }

  @Test
  void aLargeGridIsCutIntoPartitionsAndFoldedWhereItIsEvaluated() {
    Sweep sweep =
        Sweep.of(small())
            .knob("input=8..207")
            .knob("a.out=1..50")
            .knob("fc1.out=1..50")
            .measures(Quantity.PARAMETERS)
            .build();
    Dataset<Row> rows = sweep.on(SparkEngine.of(session));
    assertEquals(6, rows.selectExpr("spark_partition_id()").distinct().count());
    long sum = sweep.rows(0, sweep.size()).stream().mapToLong(row -> row.total(0)).sum();
    assertEquals(sum, rows.selectExpr("sum(parameters)").head().getLong(0));
  }

  @Test
  void nothingIsEvaluatedBeforeRowsAreAskedFor() {
    Sweep sweep =
        Sweep.of(small())
            .knob("input=8..10007")
            .knob("a.out=1..10000")
            .knob("fc1.out=1..10000")
            .build();
    assertEquals(1_000_000_000_000L, sweep.size());
    Dataset<Row> rows = sweep.on(SparkEngine.of(session));
    assertEquals(8, rows.head().getLong(0));
    assertEquals(sweep.row(0).totals().get(0), rows.head().<Long>getAs("Parameters"));
  }

  @Test
  void aSweepWithoutKnobsHasOneRow() {
    assertSameRows(Sweep.of(small()).build());
  }

  @Test
  void theExampleOfTheReadmeGivesWhatItSays() throws IOException {
    Matcher example = EXAMPLE.matcher(Files.readString(Path.of("README.md")));
    assertTrue(example.find(), "the README has no example");
    String value = "";
    try (JShell shell =
        JShell.builder()
            .executionEngine("local")
            .compilerOptions("--class-path", System.getProperty("java.class.path"))
            .build()) {
      String rest = IMPORTS + example.group(1);
      while (!rest.isBlank()) {
        CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
        for (SnippetEvent event : shell.eval(next.source())) {
          assertEquals(Snippet.Status.VALID, event.status(), event.snippet().source());
          assertNull(event.exception(), event.snippet().source());
          value = event.value();
        }
        rest = next.remaining();
      }
    }
    assertEquals(example.group(2), value);
  }

  private void assertSameRows(Sweep sweep) {
    List<List<@Nullable Object>> expected = new ArrayList<>();
    for (Variant row : sweep.rows(0, sweep.size())) {
      List<@Nullable Object> cells = new ArrayList<>();
      for (String value : row.values()) {
        cells.add(value);
      }
      for (int total = 0; total < sweep.quantities().size(); total++) {
        cells.add(row.isValid() ? row.totals().get(total) : null);
      }
      cells.add(row.isValid());
      expected.add(cells);
    }
    List<List<@Nullable Object>> found = new ArrayList<>();
    for (Row row : sweep.on(SparkEngine.of(session)).collectAsList()) {
      List<@Nullable Object> cells = new ArrayList<>();
      for (int cell = 0; cell < row.length(); cell++) {
        cells.add(
            cell < sweep.knobs().size() ? written(sweep, cell, row.get(cell)) : row.get(cell));
      }
      found.add(cells);
    }
    assertEquals(expected, found);
  }

  /** A knob's value as it is written; its cell is a number if all of the knob's values are. */
  private static String written(Sweep sweep, int knob, Object cell) {
    assertEquals(sweep.knobs().get(knob).hasWholeNumbers(), cell instanceof Long);
    if (cell instanceof Double number) {
      return sweep.knobs().get(knob).values().stream()
          .filter(value -> number.equals(Double.valueOf(value)))
          .findFirst()
          .orElseThrow();
    }
    return cell.toString();
  }
}
