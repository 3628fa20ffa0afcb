package io.github.layerbook.exchange.drawing;

import io.github.layerbook.exchange.Arguments;
import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.form.Problem;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.tracing.Graph;
import io.github.layerbook.exchange.tracing.Made;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.network.Network;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The layers of a text as they are drawn, each with its line.
 *
 * <p>Extents are channels first and without the batch, as {@link Shape} has them.
 */
public final class Drawing {
  private final Graph graph = new Graph(List.of());
  private final Set<String> notes = new LinkedHashSet<>();
  private final List<Problem> problems = new ArrayList<>();

  /** Adds an input. */
  public Made input(String name, List<Long> extents, AxisOrder order) {
    try {
      List<Size> sizes = extents.stream().map(Size::of).toList();
      return graph.input(name, new Input(sizes, order));
    } catch (PythonException | IllegalArgumentException e) {
      throw new UnreadableException(0, "the input: " + e.getMessage());
    }
  }

  /**
   * Adds a layer of one output.
   *
   * @param line the line that names it, from 1
   * @param path its name with its blocks; a number is added if it has been used
   * @throws UnreadableException if it does not accept its inputs
   */
  public Made add(int line, String path, Layer layer, Made... inputs) {
    return add(line, path, layer, List.of(inputs)).get(0);
  }

  /**
   * Adds a layer.
   *
   * @param line the line that names it, from 1
   * @param path its name with its blocks; a number is added if it has been used
   * @return its outputs
   * @throws UnreadableException if it does not accept its inputs
   */
  public List<Made> add(int line, String path, Layer layer, List<Made> inputs) {
    try {
      return graph.add(path, layer, inputs, null);
    } catch (PythonException | IllegalArgumentException | ArithmeticException e) {
      throw new UnreadableException(line, path + ": " + e.getMessage());
    }
  }

  /**
   * Returns the layer that a framework's word and arguments are on inputs.
   *
   * @param options what it is called with beside its inputs, by name
   * @throws UnreadableException if there is none
   */
  public static Layer layer(
      int line,
      Dialect dialect,
      String word,
      Arguments arguments,
      Arguments options,
      List<Made> inputs) {
    try {
      return dialect.require(word).layer(arguments, options, extents(inputs));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new UnreadableException(line, String.valueOf(e.getMessage()));
    }
  }

  /** The extents of inputs with a batch of one. */
  private static List<List<Long>> extents(List<Made> inputs) {
    List<List<Long>> all = new ArrayList<>();
    for (Made input : inputs) {
      List<Long> extents = new ArrayList<>(List.of(1L));
      extents.addAll(extents(input));
      all.add(extents);
    }
    return all;
  }

  /** Returns the extents of an output, channels first. */
  public static List<Long> extents(Made made) {
    return made.shape().axes().stream().map(axis -> axis.size().value()).toList();
  }

  /** Returns a word of a text as a part of a layer's path. */
  public static String name(String written) {
    String name = written.strip().replaceAll("[^\\p{L}\\p{N}_-]+", "_");
    return name.isEmpty() ? "layer" : name;
  }

  /** Says what was assumed, once. */
  public void note(String note) {
    notes.add(note);
  }

  /** Says what was not understood. */
  public void problem(Problem problem) {
    problems.add(problem);
  }

  /** Draws as far as the text can be read, and says where it could not. */
  public void attempt(Runnable drawing) {
    try {
      drawing.run();
    } catch (UnreadableException e) {
      problem(e.problem());
    }
  }

  /** Returns whether there is a layer beside inputs. */
  public boolean hasLayers() {
    return graph.nodes().stream().anyMatch(node -> !(node.layer() instanceof Input));
  }

  /** Returns what was drawn and said. */
  public ReadNetwork read(String name) {
    Optional<Network> network = Optional.empty();
    if (hasLayers()) {
      try {
        network = Optional.of(graph.network(name));
      } catch (PythonException | IllegalArgumentException e) {
        problems.add(new Problem(0, String.valueOf(e.getMessage())));
      }
    } else if (problems.isEmpty()) {
      problems.add(new Problem(0, "the text names no layers"));
    }
    return new ReadNetwork(network, List.of(), List.copyOf(notes), problems);
  }
}
