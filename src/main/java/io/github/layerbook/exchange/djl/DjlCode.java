package io.github.layerbook.exchange.djl;

import io.github.layerbook.exchange.builder.Chain;
import io.github.layerbook.exchange.builder.Chain.Call;
import io.github.layerbook.exchange.builder.JavaText;
import io.github.layerbook.exchange.builder.JavaText.Statement;
import io.github.layerbook.exchange.drawing.Drawing;
import io.github.layerbook.exchange.form.Form;
import io.github.layerbook.exchange.form.Problem;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Java code that adds DJL's blocks to a {@code SequentialBlock}. */
public final class DjlCode {
  /** The form. */
  public static final Form FORM =
      Form.single("djl", "DJL code", 200_000, DjlCode::recognises, DjlCode::read);

  private static final Pattern MARKS =
      Pattern.compile(
          "\\bSequentialBlock\\b|Blocks\\.batchFlatten|\\.setKernelShape\\(|Linear\\.builder\\(\\)|Pool\\.(?:max|avg)Pool\\dd");

  private DjlCode() {}

  private static boolean recognises(String text) {
    return text.length() <= FORM.longest() && MARKS.matcher(text).find() && text.contains("(");
  }

  private static ReadNetwork read(String text, ReadingOptions options) {
    JavaText java = JavaText.read(text);
    Map<String, Object> variables = java.variables();
    List<List<Long>> inputs =
        options.inputs().isEmpty() ? shapes(java, variables) : List.of(options.inputs().get(0));
    List<Call> blocks = blocks(java, variables, options.call());
    if (blocks.isEmpty()) {
      return ReadNetwork.failed(
          List.of(), problems(java, "no blocks are added to a SequentialBlock in this text"));
    } else if (inputs.isEmpty()) {
      return ReadNetwork.failed(
          List.of(),
          problems(
              java, "the text does not state the input's size: give it, such as --input 1x28x28"));
    }
    Drawing drawing = new Drawing();
    java.problems().forEach(drawing::problem);
    BlockDrawing drawn = new BlockDrawing(drawing, variables);
    drawing.attempt(
        () -> {
          drawn.input(inputs.get(0));
          blocks.forEach(drawn::add);
        });
    return drawing.read(options.nameOr("net"));
  }

  private static List<Problem> problems(JavaText java, String message) {
    List<Problem> all = new ArrayList<>(java.problems());
    all.add(new Problem(0, message));
    return all;
  }

  /** The blocks of the last SequentialBlock, or of the one that is called. */
  private static List<Call> blocks(JavaText java, Map<String, Object> variables, String called) {
    List<Call> last = List.of();
    List<Chain> all = new ArrayList<>();
    variables.forEach(
        (name, value) -> {
          if (value instanceof Chain chain
              && chain.head().equals("SequentialBlock")
              && (called.isBlank() || called.equals(name))) {
            all.add(chain);
          }
        });
    for (Statement statement : java.statements()) {
      if (statement.name().isEmpty()
          && statement.value() instanceof Chain chain
          && chain.head().equals("SequentialBlock")) {
        all.add(chain);
      }
    }
    for (Chain chain : all) {
      List<Call> added =
          chain.calls().stream()
              .filter(call -> call.name().equals("add") && !call.arguments().isEmpty())
              .toList();
      last = added.size() >= last.size() ? added : last;
    }
    if (last.isEmpty()) {
      // Blocks are added to a variable that the text does not make.
      last =
          java.statements().stream()
              .filter(statement -> statement.value() instanceof Chain)
              .flatMap(statement -> ((Chain) statement.value()).calls().stream())
              .filter(call -> call.name().equals("add") && !call.arguments().isEmpty())
              .toList();
    }
    return last;
  }

  /** Shapes of inputs without the batch, the likeliest first: those that a network is made for. */
  private static List<List<Long>> shapes(JavaText java, Map<String, Object> variables) {
    Set<List<Long>> found = new LinkedHashSet<>();
    for (Statement statement : java.statements()) {
      collect(statement.value(), statement.name(), variables, found);
    }
    return List.copyOf(found);
  }

  private static void collect(
      Object value, String name, Map<String, Object> variables, Set<List<Long>> found) {
    if (!(value instanceof Chain chain)) {
      return;
    }
    if (chain.made() && chain.head().equals("Shape") && !name.isEmpty()) {
      add(chain, variables, found);
    }
    for (Call call : chain.calls()) {
      boolean fed =
          call.name()
              .matches(
                  "initialize|randomUniform|randomNormal|ones|zeros|getOutputShapes|forward|describeInput");
      for (Object argument : call.arguments()) {
        if (fed
            && JavaText.value(argument, variables) instanceof Chain shape
            && shape.head().equals("Shape")) {
          add(shape, variables, found);
        }
      }
    }
  }

  private static void add(Chain shape, Map<String, Object> variables, Set<List<Long>> found) {
    List<Long> extents = new ArrayList<>();
    for (Object extent : shape.arguments()) {
      extents.add(JavaText.number(extent, variables).orElse(-1L));
    }
    if (extents.size() > 1
        && extents.subList(1, extents.size()).stream().allMatch(extent -> extent > 0)) {
      found.add(List.copyOf(extents.subList(1, extents.size())));
    }
  }
}
