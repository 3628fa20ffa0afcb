package io.github.layerbook.notebook.jjava;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The magics that change, compare and search networks, in the real JJava kernel. */
class WhatIfCommandsIT {
  private static JJavaNotebook notebook;

  @BeforeAll
  static void start() throws ReflectiveOperationException {
    notebook = new JJavaNotebook();
    notebook.text(
        "%%network small\ninput 16x16x3\nconv3-8\nconv3-16\npool2\nFC-20\ndropout\nFC-10");
  }

  @AfterAll
  static void stop() {
    notebook.close();
  }

  @Test
  void aChangeIsShownInTotalByBlockAndByLayerAndCanBeKept() {
    String before = notebook.text("small.toString()");
    String shown =
        notebook.text(
            "%whatif small fc1.out=10 -dropout1 input=8 --batch 4 --dtype fp16 --as tiny");
    assertTrue(shown.contains("22,102") && shown.contains("4,072"), shown);
    assertTrue(shown.contains("0.184 ×") && shown.contains("removed"), shown);
    assertEquals(before, notebook.text("small.toString()"));
    assertEquals("6", notebook.text("tiny.nodes().size()"));
    assertTrue(notebook.text("%summary tiny").contains("4,072"));
    notebook.text("Table table = %whatif small fc1.out=10");
    assertEquals(
        "0.532", notebook.text("String.format(\"%.3f\", table.doubleColumn(\"Ratio\").get(0))"));
  }

  @Test
  void theChangesOfACellStandOneALine() {
    String shown =
        notebook.text("%%whatif small\nconv1_1 += batchnorm\nfc1: conv 8x8-20 bias=false");
    assertTrue(shown.contains("batchnorm1") && shown.contains("no bias"), shown);
    String quoted =
        notebook.text("%whatif small \"fc1: conv 8x8-20 bias=false\" conv1_1+=batchnorm");
    assertTrue(quoted.contains("batchnorm1") && quoted.contains("no bias"), quoted);
  }

  @Test
  void whatIsNoChangeIsRefusedAndChangesNothing() {
    assertSays("%whatif small conv1_2.groups=3", "Nearest possible: conv1_2.groups = 2 or 4");
    assertSays("%whatif small", "it needs a change");
    assertSays("%whatif small fc1.out=10 --bacth 3", "Did you mean --batch?");
    assertSays("%whatif small hello", "is no change");
    assertSays("%whatif smal fc1.out=3", "Did you mean small?");
    assertSays("%whatif small fc1.out=3 --as class", "cannot name a Java variable");
  }

  @Test
  void networksAreComparedLineByLineAndSideBySide() {
    notebook.text("%whatif small conv1_2.out=8 --as narrow");
    String diff = notebook.text("%diff small narrow");
    assertTrue(diff.contains("⋯ 2 layers as before"), diff);
    assertTrue(diff.contains("small → narrow"), diff);
    String compared = notebook.text("%compare small narrow small");
    assertTrue(compared.contains("1.00 ×"), compared);
    assertTrue(
        notebook.show("%compare small narrow", MIMEType.TEXT_HTML).contains("layerbook-figure"));
  }

  @Test
  void theLargestValueWithinABudgetIsProvedByTheNext() {
    String shown = notebook.text("%fit small fc1.out --parameters 50K --memory 1MiB --as fitted");
    assertTrue(shown.contains("47") && shown.contains("over by"), shown);
    assertTrue(notebook.text("%networks").contains("fitted"));
    assertSays("%fit small fc1.out", "it needs a budget");
    assertSays("%fit small fc1.out --parameters 10", "the least parameters are");
    assertSays("%fit small fc1.out --parameters 8GiB", "bytes are a unit of memory");
    assertSays("%fit small fc1.uot --parameters 8M", "is it out?");
  }

  private void assertSays(String cell, String expected) {
    String error = notebook.error(cell);
    assertTrue(error.contains(expected), error);
    assertFalse(error.contains("\tat "), error);
  }
}
