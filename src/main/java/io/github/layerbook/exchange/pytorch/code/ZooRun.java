package io.github.layerbook.exchange.pytorch.code;

import io.github.layerbook.exchange.Placement;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.python.syntax.Singleton;
import io.github.layerbook.exchange.python.value.Instance;
import io.github.layerbook.exchange.python.value.Python;
import io.github.layerbook.exchange.tracing.Graph;
import io.github.layerbook.exchange.tracing.Layouts;
import io.github.layerbook.exchange.tracing.Made;
import io.github.layerbook.exchange.tracing.TracedTensor;
import io.github.layerbook.layer.linear.FullyConnected;
import io.github.layerbook.network.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A run of a zoo's network or of a part of it: modules that code has put in are called. */
final class ZooRun {
  private final Python in;
  private final Running running;
  private final TracedTensor.Methods methods;
  private final Map<String, Made> made = new HashMap<>();

  ZooRun(Python in, Running running, TracedTensor.Methods methods) {
    this.in = in;
    this.running = running;
    this.methods = methods;
  }

  /** Returns what a block makes of a tensor. */
  TracedTensor run(Instance block, TracedTensor input) {
    List<Node> layers = ZooPart.of(block).units().stream().flatMap(ZooPart.Unit::layers).toList();
    made.put(source(layers), standing(input));
    units(block);
    return tensor(result(layers.get(layers.size() - 1).path()));
  }

  /** The one output that a part reads. */
  private static String source(List<Node> layers) {
    Set<String> reads = ZooPart.reads(layers);
    if (reads.size() != 1) {
      throw new PythonException(
          "this part of the network reads %d tensors: it is not run alone", reads.size());
    }
    return reads.iterator().next();
  }

  private Made result(String address) {
    Made found = made.get(address);
    if (found == null) {
      throw new PythonException("what `%s` gives is used, and it is replaced", address);
    }
    return found;
  }

  private void units(Instance block) {
    for (ZooPart.Unit unit : ZooPart.of(block).units()) {
      Instance module = unit.module();
      Object now = module == null ? Singleton.NONE : Modules.modules(block).get(unit.name());
      if (now == null) {
        throw new PythonException("`%s` is used, and it has been deleted", unit.name());
      } else if (module != null && now != module) {
        replaced(unit, now);
      } else if (unit.layer() != null) {
        layer(unit, unit.layer());
      } else if (module != null) {
        inside(module);
      }
    }
  }

  private void inside(Instance module) {
    Graph graph = running.graph();
    String outer = graph.block();
    graph.enter(running.path(module));
    units(module);
    graph.enter(outer);
  }

  private void layer(ZooPart.Unit unit, Node layer) {
    Graph graph = running.graph();
    List<Made> inputs = layer.inputs().stream().map(this::result).toList();
    Instance module = unit.module();
    List<Made> outputs =
        module == null
            ? graph.add(
                Graph.joined(graph.block(), unit.name()), layer.layer(), inputs, unit.owner())
            : graph.add(running.path(module), layer.layer(), inputs, Leaves.owner(module));
    Graph.put(made, layer.path(), outputs);
  }

  /** Calls what stands in the place of a part. */
  private void replaced(ZooPart.Unit unit, Object module) {
    List<Node> layers = unit.layers().toList();
    TracedTensor input = tensor(result(source(layers)));
    boolean vectors =
        layers.stream()
            .filter(each -> each.layer() instanceof FullyConnected || weighs(each))
            .findFirst()
            .filter(each -> each.layer() instanceof FullyConnected)
            .isPresent();
    if (vectors && input.rank() > 2) {
      input = Layouts.flattened(input, 1, -1);
    }
    Object output = in.call(module, input);
    if (!(output instanceof TracedTensor tensor) || !tensor.isTraced()) {
      throw new PythonException("`%s` gives no tensor", unit.name());
    }
    made.put(layers.get(layers.size() - 1).path(), standing(tensor));
  }

  private static boolean weighs(Node layer) {
    return layer.layer() instanceof io.github.layerbook.layer.convolution.Convolution
        || layer.layer() instanceof io.github.layerbook.layer.normalization.LayerNormalization;
  }

  private static Made standing(TracedTensor tensor) {
    return Layouts.placed(tensor, placement(tensor.rank() - 1));
  }

  private TracedTensor tensor(Made output) {
    Placement placement = placement(output.shape().axes().size());
    return TracedTensor.of(
        placement.extents(output.shape(), List.of(TracedTensor.BATCH)), placement, output, methods);
  }

  /** Maps have channels first, sequences last. */
  private static Placement placement(int rank) {
    return rank == 2 ? Placement.channelsLast(1, 2) : Placement.channelsFirst(1, rank);
  }
}
