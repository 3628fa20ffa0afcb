package io.github.layerbook.exchange.keras.source;

import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.exchange.rewriting.OwnCode;
import io.github.layerbook.exchange.source.Arranged;
import io.github.layerbook.exchange.source.Arranger;
import io.github.layerbook.exchange.source.Forwards;
import io.github.layerbook.exchange.source.Layout;
import io.github.layerbook.exchange.source.Names;
import io.github.layerbook.exchange.source.Region;
import io.github.layerbook.exchange.source.Said;
import io.github.layerbook.exchange.source.Statements;
import io.github.layerbook.exchange.source.Variables;
import io.github.layerbook.layer.attention.Attention;
import io.github.layerbook.network.OutputAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The statements of functional code: each makes a layer and calls it. */
final class KerasStatements implements Statements {
  /** The last of a path marks what stands behind the tensors of a function's call. */
  static final String REST = "<rest>";

  private final Variables variables;
  private final Arranger arranger;
  private final Set<String> shared;
  private final String input;

  /**
   * Makes the statements of a function.
   *
   * @param shared the paths of layers whose weights others use
   * @param input the network's input, on which layers are called that read nothing
   */
  KerasStatements(Variables variables, Arranger arranger, Set<String> shared, String input) {
    this.variables = variables;
    this.arranger = arranger;
    this.shared = shared;
    this.input = input;
  }

  @Override
  public boolean isPlain(OutputAddress value) {
    return false;
  }

  @Override
  public void apply(Said said, List<String> path) {
    List<OutputAddress> reads = said.node().reads();
    List<Layout> inputs = reads.stream().map(variables::layout).toList();
    Arranged arranged = arranger.arranged(said, inputs);
    if (!arranged.operands().equals(inputs)) {
      throw new NotExpressibleException(
          "%s has its channels last, the inputs of %s do not",
          said.invocation().name(), said.node().path());
    }
    List<String> operands = reads.isEmpty() ? List.of(input) : variables.all(reads);
    String tensors = tensors(said, operands);
    String options = arranged.invocation().options().toString();
    String call = "(" + tensors + (options.isEmpty() ? "" : ", " + options) + ")";
    boolean own = said.node().weightsOf().isEmpty();
    String layer = Names.part(path);
    if (!own || shared.contains(said.node().path())) {
      String variable = Names.variable(String.join("_", path).replace("/", "") + "_layer");
      if (own) {
        variables.line(variable + " = " + layer);
      }
      layer = variable;
    }
    assign(said, layer + call, arranged);
  }

  /** Keras's attention takes query, value and key; ours what it reads; what merges, a list. */
  private static String tensors(Said said, List<String> operands) {
    if (said.layer() instanceof Attention) {
      String query = operands.get(0);
      String value = operands.get(operands.size() - 1);
      return operands.size() == 3
          ? String.join(", ", query, value, operands.get(1))
          : String.join(", ", query, value);
    }
    boolean each = operands.size() == 1 || said.entry().module().equals(OwnCode.MODULE);
    String all = String.join(", ", operands);
    return each ? all : "[" + all + "]";
  }

  private void assign(Said said, String call, Arranged arranged) {
    if (said.entry().isFunction()) {
      throw new NotExpressibleException(
          "%s is a function in Keras: %s", said.node().path(), said.entry().name());
    }
    List<OutputAddress> gives =
        arranged.outputs().stream()
            .map(output -> new OutputAddress(said.node().path(), output))
            .toList();
    List<String> names = variables.targets(said.node().reads(), gives, give -> said.node().name());
    variables.line("%s = %s".formatted(String.join(", ", names), call));
    variables.hold(gives, names, arranged.results());
  }

  @Override
  public void call(
      Region region, List<String> path, Forwards.Written module, List<OutputAddress> gives) {
    List<OutputAddress> reads = region.reads();
    String tensors = String.join(", ", variables.all(reads));
    List<String> names = variables.targets(reads, gives, Names::last);
    List<String> rest = new ArrayList<>(path);
    rest.add(REST);
    variables.line(
        "%s = %s%s%s"
            .formatted(String.join(", ", names), Names.part(path), tensors, Names.part(rest)));
    variables.hold(gives, names, module.outputs());
  }

  @Override
  public void give(List<OutputAddress> gives) {
    variables.line("return " + String.join(", ", variables.all(gives)));
  }
}
