package io.github.layerbook.notebook.ijava;

import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.magic.CellMagicParseContext;
import io.github.spencerpark.jupyter.kernel.magic.LineMagicParseContext;
import io.github.spencerpark.jupyter.kernel.magic.MagicParser;
import io.github.spencerpark.jupyter.kernel.magic.registry.Magics;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.jspecify.annotations.Nullable;

/**
 * A kernel on IJava's real base, for want of IJava in any registry. As in IJava, the base's own
 * parser makes Java calls of magics, each followed by an empty block, so that the kernel shows none
 * of their values; JShell runs in this process and is kept by an evaluator; the value of a cell's
 * last expression is shown.
 */
public final class IJavaStandIn extends BaseKernel implements AutoCloseable {
  private static @Nullable IJavaStandIn running;

  private final Magics magics = new Magics();
  private final Transformer magicsTransformer = new Transformer();
  private final Evaluator evaluator = new Evaluator();
  private final List<DisplayData> displays = new ArrayList<>();

  IJavaStandIn() {
    running = this;
    magics.registerLineMagic("classpath", this::addToClasspath);
  }

  Magics magics() {
    return magics;
  }

  /** The registry, under the name that IJava's has. */
  public Magics getMagics() {
    return magics;
  }

  private @Nullable Void addToClasspath(List<String> patterns) throws IOException {
    for (String pattern : patterns) {
      Path path = Path.of(pattern);
      try (var files = Files.newDirectoryStream(path.getParent(), path.getFileName().toString())) {
        files.forEach(file -> evaluator.getShell().addToClasspath(file.toString()));
      }
    }
    return null;
  }

  /** Runs a cell of the reader's and returns what it displays, oldest first. */
  List<DisplayData> cell(String source) {
    displays.clear();
    DisplayData result = eval(source);
    if (result != null) {
      displays.add(result);
    }
    return List.copyOf(displays);
  }

  /** What the last cell displayed, also one that failed. */
  List<DisplayData> displays() {
    return List.copyOf(displays);
  }

  @Override
  public void display(DisplayData data) {
    displays.add(data);
  }

  @Override
  public @Nullable DisplayData eval(String cell) {
    Object result = evaluator.eval(magicsTransformer.transform(cell));
    return result == null ? null : getRenderer().render(result);
  }

  /** Makes Java of magics; keeps the parser under the name that IJava's has. */
  static final class Transformer {
    private final MagicParser parser = new MagicParser("(?<=(?:^|=))\\s*%", "%%");

    String transform(String cell) {
      String source = parser.transformCellMagic(cell, IJavaStandIn::call);
      return parser.transformLineMagics(source, IJavaStandIn::call);
    }
  }

  /** Keeps the JShell, under the name that IJava's has. */
  static final class Evaluator {
    private final JShell shell = JShell.builder().executionEngine(engine(), Map.of()).build();
    private @Nullable Object taken;

    /** Starts with the imports that IJava has for its users. */
    Evaluator() {
      shell.eval("import java.util.*;");
    }

    public JShell getShell() {
      return shell;
    }

    /** JShell's direct engine, as IJava has it, which also keeps what the last call returned. */
    private ExecutionControlProvider engine() {
      return new ExecutionControlProvider() {
        @Override
        public String name() {
          return "kept";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
          return new DirectExecutionControl() {
            @Override
            protected String invoke(Method method) throws Exception {
              Object value = method.invoke(null);
              taken = value;
              return valueString(value);
            }
          };
        }
      };
    }

    /** Runs source and returns its last expression's value. */
    @Nullable Object eval(String source) {
      Object result = null;
      CompletionInfo info = shell.sourceCodeAnalysis().analyzeCompletion(source);
      while (info.completeness().isComplete()) {
        result = null;
        for (SnippetEvent event : shell.eval(info.source())) {
          requireSuccess(event);
          if (event.value() != null && isExpression(event.snippet().subKind())) {
            result = taken;
          }
        }
        info = shell.sourceCodeAnalysis().analyzeCompletion(info.remaining());
      }
      if (info.completeness() != Completeness.EMPTY) {
        throw new IllegalStateException("incomplete: " + info.remaining());
      }
      return result;
    }

    private static boolean isExpression(SubKind kind) {
      return kind == SubKind.VAR_VALUE_SUBKIND
          || kind == SubKind.OTHER_EXPRESSION_SUBKIND
          || kind == SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
    }

    private void requireSuccess(SnippetEvent event) {
      if (event.exception() != null) {
        throw new IllegalStateException(event.exception().getMessage(), event.exception());
      }
      if (event.causeSnippet() == null && !event.status().isDefined()) {
        throw new IllegalStateException(
            "does not compile: "
                + event.snippet().source()
                + shell.diagnostics(event.snippet()).map(d -> "\n" + d.getMessage(null)).toList());
      }
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

  /** Does something as if no kernel ran. */
  static void withoutKernel(Runnable action) {
    IJavaStandIn before = running;
    running = null;
    try {
      action.run();
    } finally {
      running = before;
    }
  }

  /** The kernel that runs. */
  public static IJavaStandIn current() {
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
        + ");{};";
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
        + ");{};";
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
    evaluator.getShell().close();
    running = null;
  }
}
