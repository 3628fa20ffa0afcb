package io.github.layerbook.exchange.djl;

import io.github.layerbook.exchange.Arguments;
import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.builder.Chain;
import io.github.layerbook.exchange.builder.Chain.Call;
import io.github.layerbook.exchange.builder.JavaText;
import io.github.layerbook.exchange.drawing.Drawing;
import io.github.layerbook.exchange.drawing.UnreadableException;
import io.github.layerbook.exchange.tracing.Made;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.layer.linear.FullyConnected;
import io.github.layerbook.layer.merge.Concatenate;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Draws the blocks that are added, one after the other. */
final class BlockDrawing {
  private final Drawing drawing;
  private final Map<String, Object> variables;
  private final Map<String, Integer> counts = new HashMap<>();
  private Optional<Made> last = Optional.empty();

  BlockDrawing(Drawing drawing, Map<String, Object> variables) {
    this.drawing = drawing;
    this.variables = variables;
  }

  void input(List<Long> extents) {
    last = Optional.of(drawing.input("input", extents, AxisOrder.CHW));
  }

  /** Adds the block of a call {@code add(…)}. */
  void add(Call call) {
    add(call.line(), call.arguments().get(0));
  }

  private void add(int line, Object argument) {
    Object value = JavaText.value(argument, variables);
    if (!(value instanceof Chain block)) {
      throw new UnreadableException(line, "what is added is not a block");
    } else if (block.made() && block.head().equals("ParallelBlock")) {
      parallel(block);
    } else if (block.made() && block.head().equals("SequentialBlock")) {
      block.calls().stream()
          .filter(inner -> inner.name().equals("add") && !inner.arguments().isEmpty())
          .forEach(this::add);
    } else if (block.made() && block.head().equals("Mlp")) {
      perceptron(block);
    } else {
      layer(block);
    }
  }

  /** Blocks that read the same; the function says what joins their results. */
  private void parallel(Chain block) {
    List<Object> arguments = block.arguments();
    Made input = last.orElseThrow();
    List<Object> blocks = arguments.size() > 1 ? listed(arguments.get(1)) : List.of();
    if (blocks.isEmpty() || !(arguments.get(0) instanceof Chain function)) {
      throw new UnreadableException(
          block.line(),
          "ParallelBlock needs what joins its blocks, and these: new ParallelBlock(list -> …,"
              + " List.of(…))");
    }
    List<Made> results = new ArrayList<>();
    for (Object each : blocks) {
      last = Optional.of(input);
      if (!isIdentity(each)) {
        add(block.line(), each);
      }
      results.add(last.orElseThrow());
    }
    Layer layer = joining(function);
    last = Optional.of(drawing.add(block.line(), path(layer), layer, results).get(0));
  }

  /** Whether a branch passes its input on: {@code Blocks.identityBlock()}. */
  private boolean isIdentity(Object argument) {
    return JavaText.value(argument, variables) instanceof Chain chain
        && chain.call("identityBlock").isPresent();
  }

  /** The blocks of {@code List.of(…)} or {@code Arrays.asList(…)}. */
  private List<Object> listed(Object argument) {
    return JavaText.value(argument, variables) instanceof Chain chain && !chain.calls().isEmpty()
        ? chain.calls().get(0).arguments()
        : List.of();
  }

  private static Layer joining(Chain function) {
    if (function.call("concat").isPresent()) {
      List<Object> numbers = function.arguments();
      boolean axis = !numbers.isEmpty() && numbers.get(numbers.size() - 1) instanceof Long;
      return new Concatenate(axis ? ((Long) numbers.get(numbers.size() - 1)).intValue() : 1);
    } else if (function.call("add").isPresent()) {
      return Merge.of(Merge.Kind.ADD);
    } else if (function.call("mul").isPresent()) {
      return Merge.of(Merge.Kind.MULTIPLY);
    }
    throw new UnreadableException(
        function.line(), "what joins the blocks is none of add, mul and concat");
  }

  private void layer(Chain block) {
    boolean builder = block.call("builder").isPresent();
    String name =
        builder
            ? block.last()
            : block.calls().isEmpty() ? block.last() : block.calls().get(0).name();
    if (name.equals("function")) {
      function(block);
    } else if (block.head().equals("LambdaBlock")) {
      List<Object> given = block.made() ? block.arguments() : block.calls().get(0).arguments();
      function(given.isEmpty() || !(given.get(0) instanceof Chain of) ? block : of);
    } else {
      Arguments arguments =
          builder
              ? builder(block)
              : values(block.calls().isEmpty() ? List.of() : block.calls().get(0).arguments());
      layer(block.line(), name, arguments);
    }
  }

  /** A layer that is a function of arrays: {@code array -> array.softmax(1)}. */
  private void function(Chain function) {
    Lambdas.Found found =
        Lambdas.find(
                function,
                last.orElseThrow().shape().evaluated().sizes(AxisOrder.CHW).stream()
                    .map(Size::value)
                    .toList())
            .orElseThrow(
                () ->
                    new UnreadableException(
                        function.line(), "a function of its own: its shapes are not known"));
    layer(function.line(), found.name(), found.arguments());
  }

  private void layer(int line, String name, Arguments arguments) {
    Made input = last.orElseThrow();
    Layer layer =
        Drawing.layer(line, Djl.dialect(), name, arguments, Arguments.NONE, List.of(input));
    last = Optional.of(drawing.add(line, path(layer), layer, input));
  }

  private String path(Layer layer) {
    String word = LayerForm.of(layer).words().get(0);
    return word + counts.merge(word, 1, Integer::sum);
  }

  /** {@code setKernelShape(…)} and {@code optStride(…)} set arguments of these names. */
  private Arguments builder(Chain block) {
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    Optional<Entry> entry = Djl.dialect().find(block.last());
    for (Call call : block.calls()) {
      if (call.name().matches("(?:set|opt)[A-Z]\\w*") && !call.arguments().isEmpty()) {
        String name = call.name().substring(3);
        named.put(
            name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1),
            plain(call.arguments().get(0)));
      }
    }
    // What the table does not have says nothing of the layer: initializers, engines.
    entry.ifPresent(each -> named.keySet().removeIf(name -> !each.takes(name)));
    return Arguments.named(named);
  }

  private Arguments values(List<Object> arguments) {
    List<@Nullable Object> plain = new ArrayList<>();
    arguments.forEach(argument -> plain.add(plain(argument)));
    return new Arguments(plain, Map.of());
  }

  private @Nullable Object plain(Object argument) {
    Object value = JavaText.value(argument, variables);
    if (value instanceof Chain chain && chain.head().equals("Shape")) {
      List<Object> extents = new ArrayList<>();
      chain.arguments().forEach(extent -> extents.add(JavaText.value(extent, variables)));
      return extents.size() == 1 ? extents.get(0) : extents;
    }
    if (value instanceof Chain chain) {
      throw new UnreadableException(
          chain.line(), "`%s` is not in the text: write its number", chain.head());
    }
    return value;
  }

  /** The model zoo's {@code new Mlp(784, 10, new int[] {128, 64})}. */
  private void perceptron(Chain block) {
    List<Object> arguments = block.arguments();
    List<Long> sizes = new ArrayList<>();
    if (arguments.size() > 2
        && JavaText.value(arguments.get(2), variables) instanceof List<?> hidden) {
      hidden.forEach(size -> JavaText.number(size, variables).ifPresent(sizes::add));
    }
    if (arguments.size() < 2 || JavaText.number(arguments.get(1), variables).isEmpty()) {
      throw new UnreadableException(
          block.line(), "Mlp needs its sizes: new Mlp(784, 10, new int[] {128, 64})");
    }
    for (long size : sizes) {
      full(block, size);
      Layer relu = Activation.relu();
      last = Optional.of(drawing.add(block.line(), path(relu), relu, last.orElseThrow()));
    }
    full(block, JavaText.number(arguments.get(1), variables).get());
  }

  private void full(Chain block, long out) {
    Layer layer = FullyConnected.of(out);
    last = Optional.of(drawing.add(block.line(), path(layer), layer, last.orElseThrow()));
  }
}
