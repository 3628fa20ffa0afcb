package io.github.layerbook.notebook.ijava;

import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.magic.CellMagicParseContext;
import io.github.spencerpark.jupyter.kernel.magic.LineMagicParseContext;
import io.github.spencerpark.jupyter.kernel.magic.MagicParser;
import io.github.spencerpark.jupyter.kernel.magic.registry.Magics;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import org.jspecify.annotations.Nullable;

/**
 * A kernel on IJava's real base, for want of IJava in any registry: magics become Java calls by the
 * base's own parser, and JShell runs the rest in this process, as in IJava.
 */
public final class IJavaStandIn extends BaseKernel implements AutoCloseable {
  private static @Nullable IJavaStandIn running;

  private final Magics magics = new Magics();
  private final MagicParser parser = new MagicParser("(?<=(?:^|=))\\s*%", "%%");
  private final JShell shell = JShell.builder().executionEngine("local").build();
  private final List<DisplayData> displays = new ArrayList<>();

  IJavaStandIn() {
    running = this;
  }

  Magics magics() {
    return magics;
  }

  /** What the cells have displayed so far, oldest first. */
  List<DisplayData> displays() {
    return displays;
  }

  @Override
  public void display(DisplayData data) {
    displays.add(data);
  }

  @Override
  public @Nullable DisplayData eval(String cell) {
    String source = parser.transformCellMagic(cell, IJavaStandIn::call);
    source = parser.transformLineMagics(source, IJavaStandIn::call);
    CompletionInfo info = shell.sourceCodeAnalysis().analyzeCompletion(source);
    while (info.completeness().isComplete()) {
      shell.eval(info.source()).forEach(IJavaStandIn::requireSuccess);
      info = shell.sourceCodeAnalysis().analyzeCompletion(info.remaining());
    }
    return null;
  }

  private static void requireSuccess(SnippetEvent event) {
    if (event.exception() != null) {
      throw new IllegalStateException(event.exception().getMessage(), event.exception());
    }
    if (event.causeSnippet() == null && !event.status().isDefined()) {
      throw new IllegalStateException("does not compile: " + event.snippet().source());
    }
  }

  /** Called by the snippets that stand for line magics. */
  @SuppressWarnings("TypeParameterUnusedInFormals") // as IJava declares it
  public static <T> T line(String name, List<String> words) throws Exception {
    return current().magics.applyLineMagic(name, words);
  }

  /** Called by the snippets that stand for cell magics. */
  @SuppressWarnings("TypeParameterUnusedInFormals") // as IJava declares it
  public static <T> T cell(String name, List<String> words, String text) throws Exception {
    return current().magics.applyCellMagic(name, words, text);
  }

  private static IJavaStandIn current() {
    if (running == null) {
      throw new IllegalStateException("no kernel runs");
    }
    return running;
  }

  private static String call(LineMagicParseContext context) {
    var magic = context.getMagicCall();
    return IJavaStandIn.class.getName()
        + ".line("
        + java(magic.getName())
        + ", "
        + list(magic.getArgs())
        + ");";
  }

  private static String call(CellMagicParseContext context) {
    var magic = context.getMagicCall();
    return IJavaStandIn.class.getName()
        + ".cell("
        + java(magic.getName())
        + ", "
        + list(magic.getArgs())
        + ", "
        + java(magic.getBody())
        + ");";
  }

  private static String list(List<String> words) {
    return words.stream()
        .map(IJavaStandIn::java)
        .collect(Collectors.joining(",", "java.util.List.of(", ")"));
  }

  private static String java(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }

  @Override
  public LanguageInfo getLanguageInfo() {
    return new LanguageInfo.Builder("Java").build();
  }

  @Override
  public void close() {
    shell.close();
    running = null;
  }
}
