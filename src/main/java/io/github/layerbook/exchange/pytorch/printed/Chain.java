package io.github.layerbook.exchange.pytorch.printed;

import io.github.layerbook.exchange.Arguments;
import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.fitting.UsualSizes;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.pytorch.PyTorch;
import io.github.layerbook.exchange.pytorch.printed.PrintedModule.Leaf;
import io.github.layerbook.exchange.tracing.Applications;
import io.github.layerbook.exchange.tracing.Graph;
import io.github.layerbook.exchange.tracing.TracedTensor;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Modules that run in the order in which they are printed. */
final class Chain {
  private static final long LARGEST = 320;

  /** What code does between modules without a module of its own. */
  enum Between {
    /** Nothing but flattening. */
    NOTHING(""),
    /** The pool that is printed once is used after every convolution. */
    SAME_POOL("; the pooling that is printed once is taken after every convolution"),
    /** Pools that are functions. */
    POOLS("; a pooling of 2x2, which is not a module, is taken after every convolution");

    private final String words;

    Between(String words) {
      this.words = words;
    }
  }

  /**
   * A chain that fits.
   *
   * @param graph its layers
   * @param input the input's extents
   * @param between what stands between the modules
   * @param notes what was assumed
   */
  record Found(Graph graph, List<Long> input, Between between, List<String> notes) {
    Network network(String name) {
      return graph.network(name);
    }
  }

  private final List<Leaf> leaves;
  private final List<Leaf> pools;
  private final PrintedSizes sizes;

  private Chain(List<Leaf> leaves) {
    this.leaves = leaves;
    this.sizes = new PrintedSizes(leaves);
    this.pools = leaves.stream().filter(leaf -> leaf.type().matches("(?:Max|Avg)Pool.*")).toList();
  }

  /**
   * Finds an input on which all modules run one after the other.
   *
   * @param given the input, if it is told
   */
  static Optional<Found> of(List<Leaf> leaves, List<List<Long>> given) {
    Chain chain = new Chain(leaves);
    boolean known =
        leaves.stream()
            .allMatch(
                leaf ->
                    Own.isKnown(leaf.type())
                        && leaf.module().children().isEmpty()
                        && !leaf.type().contains("Transformer"));
    if (leaves.isEmpty() || !known || !chain.sizes.channelsAgree() || chain.sizes.squeezes()) {
      return Optional.empty();
    }
    return given.isEmpty() ? chain.search() : chain.run(given.get(0));
  }

  private Optional<Found> search() {
    List<List<Long>> usual = sizes.inputs(UsualSizes.SIDES);
    for (Between between : Between.values()) {
      for (List<Long> input : usual) {
        Optional<Found> found = run(input, between);
        if (found.isPresent()) {
          boolean others =
              usual.stream()
                  .filter(o -> !o.equals(input))
                  .limit(3)
                  .anyMatch(o -> run(o, between).isPresent());
          return found.map(f -> said(f, others));
        }
      }
    }
    if (!sizes.dependsOnSize()) {
      return Optional.empty();
    }
    for (Between between : Between.values()) {
      for (List<Long> input : sizes.inputs(LongStream.rangeClosed(1, LARGEST).boxed().toList())) {
        Optional<Found> found = run(input, between);
        if (found.isPresent()) {
          return found.map(f -> said(f, false));
        }
      }
    }
    return Optional.empty();
  }

  private static Found said(Found found, boolean others) {
    List<String> notes = new ArrayList<>();
    notes.add(
        "the text does not state the input's size; %s is taken: %s%s"
            .formatted(
                ReadingOptions.text(found.input()),
                others ? "other sizes fit as well" : "the numbers of the text fit it",
                found.between().words));
    notes.addAll(found.notes());
    return new Found(found.graph(), found.input(), found.between(), notes);
  }

  private Optional<Found> run(List<Long> input) {
    for (Between between : Between.values()) {
      Optional<Found> found = run(input, between);
      if (found.isPresent()) {
        return found.map(
            f ->
                between == Between.NOTHING
                    ? f
                    : new Found(f.graph(), input, between, List.of(between.words.substring(2))));
      }
    }
    return Optional.empty();
  }

  private Optional<Found> run(List<Long> input, Between between) {
    boolean useless = between == Between.SAME_POOL && pools.size() != 1;
    if (useless || (between == Between.POOLS && !pools.isEmpty()) || input.isEmpty()) {
      return Optional.empty();
    }
    Graph graph = new Graph(leaves.stream().map(Leaf::path).toList());
    List<String> notes = new ArrayList<>();
    try {
      TracedTensor tensor = input(graph, input);
      for (int i = 0; i < leaves.size(); i++) {
        tensor = next(tensor, i, between, notes);
      }
      graph.network("model");
      return Optional.of(new Found(graph, input, between, notes));
    } catch (PythonException e) {
      return Optional.empty();
    }
  }

  private TracedTensor next(TracedTensor before, int index, Between between, List<String> notes) {
    Leaf leaf = leaves.get(index);
    Entry entry = PyTorch.printed(leaf.type()).orElseThrow();
    Arguments arguments = Own.arguments(leaf.module(), entry);
    TracedTensor tensor = before;
    if (entry.name().equals("Linear")) {
      tensor = flattened(tensor, leaf.number("in_features", 0), leaf, notes);
    }
    String path = leaf.path().isEmpty() ? entry.name().toLowerCase(Locale.ROOT) : leaf.path();
    tensor = applied(entry, arguments, tensor, path, leaf);
    boolean pooled = index + 1 < leaves.size() && pools.contains(leaves.get(index + 1));
    if (between != Between.NOTHING && entry.name().startsWith("Conv") && !pooled) {
      tensor = pooled(tensor, between);
    }
    return tensor;
  }

  private static TracedTensor applied(
      Entry entry, Arguments given, TracedTensor tensor, String path, @Nullable Object owner) {
    boolean recurrent = entry.name().matches("LSTM|GRU|RNN");
    Arguments arguments = recurrent ? given.with("batch_first", true) : given;
    return Applications.one(entry, arguments, tensor, path, owner);
  }

  private TracedTensor pooled(TracedTensor tensor, Between between) {
    if (between == Between.SAME_POOL) {
      Leaf pool = pools.get(0);
      Entry entry = PyTorch.printed(pool.type()).orElseThrow();
      return applied(entry, Own.arguments(pool.module(), entry), tensor, pool.path(), pool);
    }
    Entry entry = PyTorch.dialect().require("MaxPool" + (tensor.rank() - 2) + "d");
    return applied(entry, Arguments.of(2L), tensor, "max_pool", null);
  }

  /** Code flattens maps before linear layers, or averages them, mostly by functions. */
  private static TracedTensor flattened(
      TracedTensor tensor, long features, Leaf leaf, List<String> notes) {
    List<Long> own = tensor.example();
    long values = own.stream().reduce(1L, Math::multiplyExact);
    if (own.size() < 2 || own.get(own.size() - 1) == features) {
      return tensor;
    } else if (values != features && own.get(0) == features && own.size() == 3) {
      notes.add("before %s the mean of each map is taken".formatted(leaf.path()));
      tensor =
          applied(
              PyTorch.dialect().require("AdaptiveAvgPool2d"),
              Arguments.of(1L),
              tensor,
              "avgpool_before_linear",
              null);
    } else if (values != features) {
      return tensor;
    }
    return applied(PyTorch.dialect().require("Flatten"), Arguments.NONE, tensor, "flatten", null);
  }

  private TracedTensor input(Graph graph, List<Long> extents) {
    boolean last = extents.size() == 2 && !sizes.startsWithMaps();
    AxisOrder order = last ? AxisOrder.HWC : AxisOrder.CHW;
    return TracedTensor.input(graph, "input", extents, order, TracedTensor.Methods.NONE);
  }
}
