package io.github.layerbook.exchange.pytorch.source;

import io.github.layerbook.exchange.Arguments;
import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.exchange.Placement;
import io.github.layerbook.exchange.pytorch.OwnModules;
import io.github.layerbook.exchange.source.Arranged;
import io.github.layerbook.exchange.source.Arranger;
import io.github.layerbook.exchange.source.Forwards;
import io.github.layerbook.exchange.source.Layout;
import io.github.layerbook.exchange.source.Names;
import io.github.layerbook.exchange.source.Region;
import io.github.layerbook.exchange.source.Said;
import io.github.layerbook.exchange.source.Statements;
import io.github.layerbook.exchange.source.Variables;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.linear.Parameter;
import io.github.layerbook.layer.merge.Concatenate;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.layer.shape.Chunk;
import io.github.layerbook.layer.shape.Permute;
import io.github.layerbook.layer.shape.Reshape;
import io.github.layerbook.layer.shape.Slice;
import io.github.layerbook.layer.shape.Split;
import io.github.layerbook.network.OutputAddress;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The statements of a {@code forward}. */
final class TorchStatements implements Statements {
  private static final Map<Merge.Kind, String> OPERATORS =
      Map.of(Merge.Kind.ADD, "+", Merge.Kind.SUBTRACT, "-", Merge.Kind.MULTIPLY, "*");

  private final Variables variables;
  private final Arranger arranger;
  private final HeldTensors held = new HeldTensors();

  /** The value that the last statement applied a part to as it was; none if it did other things. */
  private OutputAddress plain = new OutputAddress("");

  TorchStatements(Variables variables, Arranger arranger) {
    this.variables = variables;
    this.arranger = arranger;
  }

  @Override
  public void begin() {
    plain = new OutputAddress("");
  }

  @Override
  public boolean isPlain(OutputAddress value) {
    return plain.equals(value);
  }

  @Override
  public void apply(Said said, List<String> path) {
    List<OutputAddress> reads = said.node().reads();
    List<Layout> inputs = reads.stream().map(variables::layout).toList();
    if (said.entry().module().equals(OwnModules.PARAMETERS)) {
      String code = "self" + Names.part(path);
      Layout layout = held.hold(said.node().output(), code, (Parameter) said.layer());
      variables.hold(said.node().output(), code, layout);
    } else if (said.layer() instanceof Merge merge && OPERATORS.containsKey(merge.kind())) {
      merge(said, merge, inputs);
    } else if (said.layer() instanceof Concatenate
        || said.layer() instanceof Chunk
        || said.layer() instanceof Split
        || said.layer() instanceof Slice) {
      along(said, inputs);
    } else if (said.layer() instanceof Permute permute) {
      permute(said, permute, inputs.get(0));
    } else if (said.layer() instanceof Reshape reshape) {
      reshape(said, reshape, inputs.get(0));
    } else {
      Arranged arranged = arranger.arranged(said, inputs);
      List<String> operands = operands(reads, inputs, arranged.operands());
      if (said.entry().isFunction()) {
        function(said, arranged, operands);
      } else {
        module(said, path, arranged, operands);
      }
    }
  }

  private void merge(Said said, Merge merge, List<Layout> inputs) {
    List<OutputAddress> reads = said.node().reads();
    Layout first = common(reads, inputs);
    List<String> operands = new ArrayList<>();
    for (int i = 0; i < reads.size(); i++) {
      Layout wanted = inputs.get(i).placed(first.at());
      operands.add(
          held.contains(reads.get(i))
              ? held.repeated(reads.get(i), wanted)
              : moved(variables.name(reads.get(i)), inputs.get(i), wanted));
    }
    Layout output = Layout.of(said.outputs().get(0), first.at());
    String own = operands.get(0);
    String operator = OPERATORS.get(merge.kind());
    boolean overwritten =
        merge.inplace() && variables.isDead(reads.get(0)) && !held.contains(reads.get(0));
    if (overwritten && !operands.get(1).equals(own)) {
      variables.line("%s %s= %s".formatted(own, operator, operands.get(1)));
      variables.hold(said.node().output(), own, output);
    } else {
      String call =
          merge.inplace()
              ? "%s.%s(%s)".formatted(own, said.invocation().name(), operands.get(1))
              : "%s %s %s".formatted(own, operator, operands.get(1));
      assign(said, call, List.of(output), "%s");
    }
  }

  /** How the inputs of an operator stand: as the first, sequences with their features last. */
  private Layout common(List<OutputAddress> reads, List<Layout> inputs) {
    Layout first = inputs.get(held.contains(reads.get(0)) ? 1 : 0);
    Layout last = Layout.channelsLast(first.shape());
    boolean any = inputs.stream().anyMatch(input -> input.at().equals(last.at()));
    return first.shape().axes().size() == 2 && any ? last : first;
  }

  /** Joins or takes apart along an axis, wherever it stands. */
  private void along(Said said, List<Layout> inputs) {
    Layout first = inputs.get(0);
    List<OutputAddress> reads = said.node().reads();
    List<Layout> wanted = inputs.stream().map(layout -> layout.placed(first.at())).toList();
    List<String> operands = operands(reads, inputs, wanted);
    List<Layout> outputs =
        said.outputs().stream().map(shape -> Layout.of(shape, first.at())).toList();
    String all = String.join(", ", operands);
    String call;
    if (said.layer() instanceof Concatenate layer) {
      call = "torch.cat([%s], dim=%d)".formatted(all, axis(said, first, layer.dim()));
    } else if (said.layer() instanceof Chunk layer) {
      int axis = axis(said, first, layer.dim());
      call = "torch.chunk(%s, %d, dim=%d)".formatted(all, layer.parts(), axis);
    } else if (said.layer() instanceof Split layer) {
      List<Long> sizes = layer.sizes().stream().map(Size::value).toList();
      call = "torch.split(%s, %s, dim=%d)".formatted(all, sizes, axis(said, first, layer.dim()));
    } else {
      call = all + index(said, first, (Slice) said.layer());
    }
    assign(said, call, outputs, "%s");
  }

  private static int axis(Said said, Layout layout, int dim) {
    return layout.axis(said.inputs().get(0).index(dim));
  }

  private static String index(Said said, Layout layout, Slice slice) {
    int axis = axis(said, layout, slice.dim());
    String step = slice.step().is(1) ? "" : ":" + slice.step().value();
    String from = slice.from().is(0) ? "" : String.valueOf(slice.from().value());
    String to = slice.to() == null ? "" : String.valueOf(slice.to().value());
    return "[%s%s:%s%s]".formatted(":, ".repeat(axis), from, to, step);
  }

  private void permute(Said said, Permute permute, Layout input) {
    boolean last = permute.order() == AxisOrder.HWC;
    List<Integer> listed = new ArrayList<>(input.at().axes());
    // Channels last, as a framework of that order lists them.
    Collections.rotate(listed, last ? -1 : 0);
    List<Integer> moved =
        new ArrayList<>(
            permute.dims().stream().map(dim -> listed.get((int) dim.value() - 1)).toList());
    Collections.rotate(moved, last ? 1 : 0);
    Layout relabelled = new Layout(said.outputs().get(0), input.extents(), new Placement(moved));
    Layout output = Layout.channelsFirst(said.outputs().get(0));
    String own = variables.name(said.node().reads().get(0));
    assign(said, moved(own, relabelled, output), List.of(output), "%s");
  }

  private void reshape(Said said, Reshape reshape, Layout input) {
    UnaryOperator<Layout> standing =
        reshape.order() == AxisOrder.HWC
            ? layout -> Layout.channelsLast(layout.shape())
            : layout -> Layout.channelsFirst(layout.shape());
    Layout wanted = standing.apply(input);
    Layout output = standing.apply(Layout.channelsFirst(said.outputs().get(0)));
    OutputAddress read = said.node().reads().get(0);
    if (held.again(said.node().output(), read, output)) {
      variables.hold(said.node().output(), variables.name(read), output);
      return;
    }
    String own =
        input.isOrderedAs(wanted)
            ? variables.name(read)
            : operands(said.node().reads(), List.of(input), List.of(wanted)).get(0);
    String sizes =
        output.extents().stream().skip(1).map(String::valueOf).collect(Collectors.joining(", "));
    assign(said, "%s.reshape(-1, %s)".formatted(own, sizes), List.of(output), "%s");
  }

  private void function(Said said, Arranged arranged, List<String> operands) {
    OutputAddress read = said.node().reads().get(0);
    if (said.layer() instanceof Activation && held.contains(read)) {
      variables.hold(
          said.node().output(),
          held.changed(said.node().output(), read, code -> called(said, arranged, List.of(code))),
          variables.layout(read));
      return;
    }
    assign(said, called(said, arranged, operands), results(said, arranged), "%s");
  }

  private static String called(Said said, Arranged arranged, List<String> operands) {
    String module = said.entry().module().equals("torch") ? "torch" : "F";
    boolean list = said.entry().operands().get(0).startsWith("*");
    String tensors = String.join(", ", operands);
    List<String> given = new ArrayList<>(List.of(list ? "[" + tensors + "]" : tensors));
    String more = arranged.invocation().arguments().toString();
    if (!more.isEmpty()) {
      given.add(more);
    }
    return "%s.%s(%s)".formatted(module, said.invocation().name(), String.join(", ", given));
  }

  private void module(Said said, List<String> path, Arranged arranged, List<String> permuted) {
    List<String> operands = permuted;
    String format = "%s";
    List<Layout> results = results(said, arranged);
    Arguments options = arranged.invocation().options();
    if (said.invocation().name().equals("MultiheadAttention")) {
      // PyTorch wants queries, keys and values, and returns weights, or None in their place.
      String keys = operands.get(Math.min(1, operands.size() - 1));
      operands = List.of(operands.get(0), keys, operands.get(operands.size() - 1));
      format = results.size() == 1 ? "%s, _" : format;
    } else if (said.invocation().name().equals("LSTM")) {
      format = "%s, (%s, %s)";
    }
    List<String> given = new ArrayList<>(operands);
    if (!options.toString().isEmpty()) {
      given.add(options.toString());
    }
    boolean asItIs =
        said.node().weightsOf().isEmpty()
            && said.node().reads().size() == 1
            && path.size() == 1
            && operands.equals(List.of(variables.name(said.node().reads().get(0))))
            && given.size() == 1
            && results.size() == 1;
    String call = "self%s(%s)".formatted(Names.part(path), String.join(", ", given));
    assign(said, call, results, format);
    plain = asItIs ? said.node().reads().get(0) : plain;
  }

  /** How each of a layer's outputs is held, in the framework's order, which is ours. */
  private static List<Layout> results(Said said, Arranged arranged) {
    if (!arranged.outputs().equals(IntStream.range(0, said.outputs().size()).boxed().toList())) {
      throw new NotExpressibleException(
          "%s gives its outputs in another order".formatted(said.invocation().name()));
    }
    return arranged.results();
  }

  /** Assigns what a call returns to variables; what is not needed to {@code _}. */
  private void assign(Said said, String call, List<Layout> results, String format) {
    List<OutputAddress> gives =
        IntStream.range(0, results.size())
            .mapToObj(i -> new OutputAddress(said.node().path(), i))
            .toList();
    List<String> names =
        variables.targets(said.node().reads(), gives, give -> name(said, give.output()));
    boolean any = names.stream().skip(1).anyMatch(name -> !name.equals("_"));
    String left =
        format.equals("%s, (%s, %s)") && !any
            ? names.get(0) + ", _"
            : format.contains("(")
                ? format.formatted(names.toArray())
                : format.formatted(String.join(", ", names));
    variables.line("%s = %s".formatted(left, call));
    variables.hold(gives, names, results);
  }

  private static String name(Said said, int output) {
    return said.node().name() + (output == 0 ? "" : "_" + output);
  }

  /** The variables of inputs, permuted where they must stand otherwise. */
  private List<String> operands(List<OutputAddress> reads, List<Layout> have, List<Layout> wanted) {
    List<String> operands = new ArrayList<>();
    for (int i = 0; i < reads.size(); i++) {
      operands.add(
          held.contains(reads.get(i))
              ? forEach(reads.get(i), wanted.get(i))
              : moved(variables.name(reads.get(i)), have.get(i), wanted.get(i)));
    }
    return operands;
  }

  /** A tensor without a batch, for each of the batch's examples. */
  private String forEach(OutputAddress value, Layout wanted) {
    return variables
        .any(each -> !held.contains(each))
        .map(each -> held.expanded(value, wanted, variables.name(each), variables.layout(each)))
        .orElseGet(() -> held.repeated(value, wanted));
  }

  static String moved(String variable, Layout have, Layout wanted) {
    List<Integer> order = have.order(wanted.at());
    List<Integer> changed = new ArrayList<>();
    for (int i = 0; i < order.size(); i++) {
      if (order.get(i) != i) {
        changed.add(i);
      }
    }
    return switch (changed.size()) {
      case 0 -> variable;
      case 2 -> "%s.transpose(%d, %d)".formatted(variable, changed.get(0), changed.get(1));
      default ->
          order.stream()
              .map(String::valueOf)
              .collect(Collectors.joining(", ", variable + ".permute(", ")"));
    };
  }

  @Override
  public void call(
      Region region, List<String> path, Forwards.Written module, List<OutputAddress> gives) {
    List<OutputAddress> reads = region.reads();
    List<Layout> have = reads.stream().map(variables::layout).toList();
    List<String> operands = operands(reads, have, module.inputs());
    List<String> names =
        variables.targets(
            reads, gives, give -> gives.size() == 1 ? region.block().name() : Names.last(give));
    variables.line(
        "%s = self%s(%s)"
            .formatted(String.join(", ", names), Names.part(path), String.join(", ", operands)));
    boolean asItIs =
        region.again().isEmpty()
            && path.size() == 1
            && reads.size() == 1
            && operands.get(0).equals(variables.name(reads.get(0)));
    plain = asItIs ? reads.get(0) : plain;
    variables.hold(gives, names, module.outputs());
  }

  @Override
  public void give(List<OutputAddress> gives) {
    List<Layout> layouts = gives.stream().map(variables::layout).toList();
    variables.line("return " + String.join(", ", operands(gives, layouts, layouts)));
  }
}
