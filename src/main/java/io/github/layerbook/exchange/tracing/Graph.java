package io.github.layerbook.exchange.tracing;

import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.NetworkException;
import io.github.layerbook.network.Node;
import io.github.layerbook.network.OutputAddress;
import io.github.layerbook.size.SizeException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The layers that code applies, in the order in which it does. */
public final class Graph {
  private static final int MOST_NODES = 20_000;

  private final List<Node> nodes = new ArrayList<>();
  private final List<Optional<Object>> owners = new ArrayList<>();
  private final Set<String> kept = new HashSet<>();
  private final Set<String> reserved = new HashSet<>();
  private final Set<String> taken = new HashSet<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private final Map<Object, String> weights = new HashMap<>();
  private final Set<Object> others = new HashSet<>();
  private final Set<String> notes = new LinkedHashSet<>();
  private String block = "";

  /** Makes a graph without layers, in which some paths are kept for the modules of that name. */
  public Graph(Collection<String> reserved) {
    this.reserved.addAll(reserved);
    taken.addAll(reserved);
  }

  /** Returns the block in which layers without names of their own stand. */
  public String block() {
    return block;
  }

  /** Goes into a block; empty for none. */
  public void enter(String newBlock) {
    block = newBlock;
  }

  /** Notes what was assumed. */
  public void note(String note) {
    notes.add(note);
  }

  /** Returns what was assumed. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /** Returns the layers so far. */
  public List<Node> nodes() {
    return List.copyOf(nodes);
  }

  /** Notes that a layer uses the weights of an object beside those that it is known by. */
  public void use(Object owner) {
    others.add(owner);
  }

  /** Returns the objects whose weights some layer uses. */
  public Set<Object> used() {
    Set<Object> all = new HashSet<>(weights.keySet());
    all.addAll(others);
    return all;
  }

  /** Returns whose weights the layers have, by their paths. */
  public Map<String, Object> owners() {
    Map<String, Object> all = new LinkedHashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      String path = nodes.get(i).path();
      owners.get(i).ifPresent(owner -> all.put(path, owner));
    }
    return all;
  }

  /** Keeps the outputs of a layer by their addresses in another network. */
  public static void put(Map<String, Made> made, String path, List<Made> outputs) {
    for (int i = 0; i < outputs.size(); i++) {
      made.put(new OutputAddress(path, i).toString(), outputs.get(i));
    }
  }

  /** Adds an input. */
  public Made input(String name, Input input) {
    return add(name, input, List.of(), null).get(0);
  }

  /** Adds a layer that has no name of its own to the block. */
  public Made add(String name, Layer layer, Made... inputs) {
    return add(joined(block, name), layer, List.of(inputs), null).get(0);
  }

  /** Returns a name in a block. */
  public static String joined(String outer, String name) {
    return outer.isEmpty() ? name : outer + "." + name;
  }

  /**
   * Adds a layer.
   *
   * @param path its name with its blocks; a number is added if it has been used
   * @param weightsOf whose weights it uses: layers of one such object share them
   * @return its outputs
   * @throws PythonException if it does not accept its inputs
   */
  public List<Made> add(String path, Layer layer, List<Made> inputs, @Nullable Object weightsOf) {
    if (nodes.size() >= MOST_NODES) {
      throw new PythonException("the code makes more than %,d layers", MOST_NODES);
    }
    Declaration declaration = declaration(layer, inputs);
    List<Shape> shapes = shapes(declaration);
    String shared = weightsOf == null ? null : weights.get(weightsOf);
    String unique = unique(path, weightsOf != null);
    int dot = unique.lastIndexOf('.');
    nodes.add(
        new Node(
            unique.substring(dot + 1),
            layer,
            inputs.stream().map(Made::address).toList(),
            dot < 0 ? "" : unique.substring(0, dot),
            shared == null || declaration.tensors().isEmpty() ? "" : shared));
    owners.add(Optional.ofNullable(weightsOf).filter(owner -> !declaration.tensors().isEmpty()));
    if (weightsOf != null) {
      weights.putIfAbsent(weightsOf, unique);
    }
    List<Made> outputs = new ArrayList<>();
    for (Shape output : shapes) {
      String address = outputs.isEmpty() ? unique : unique + "[" + outputs.size() + "]";
      outputs.add(new Made(this, address, output));
    }
    return outputs;
  }

  private static Declaration declaration(Layer layer, List<Made> inputs) {
    try {
      Declaration declaration = layer.on(inputs.stream().map(Made::shape).toList());
      for (Requirement requirement : declaration.requirements()) {
        if (requirement.isKnown() && !requirement.holds()) {
          throw new PythonException(requirement.violation());
        }
      }
      return declaration;
    } catch (LayerException | SizeException e) {
      throw new PythonException(String.valueOf(e.getMessage()));
    }
  }

  private static List<Shape> shapes(Declaration declaration) {
    try {
      return declaration.outputs().stream().map(Shape::evaluated).toList();
    } catch (SizeException e) {
      throw new PythonException(String.valueOf(e.getMessage()));
    }
  }

  /** A module's own path is kept for it. */
  private String unique(String path, boolean own) {
    if (own && reserved.remove(path)) {
      taken.remove(path);
      counts.putIfAbsent(path, 1);
    }
    String candidate = path;
    while (!taken.add(candidate)) {
      candidate = path + "_" + counts.merge(path, 1, (a, b) -> a + 1);
    }
    return candidate;
  }

  /** Keeps an output in every network, though no layer of it reads it. */
  public void keep(Made made) {
    kept.add(OutputAddress.of(made.address()).layer());
  }

  /** A layer of a part of the graph, and whose weights it uses. */
  public record Step(Node node, Optional<Object> owner) {}

  /**
   * Returns the layers that outputs are made by, in order; inputs stay even if nothing reads them.
   */
  public List<Step> steps(Collection<Made> inputs, Collection<Made> outputs) {
    Set<String> starts = new HashSet<>();
    inputs.forEach(made -> starts.add(OutputAddress.of(made.address()).layer()));
    Set<String> needed = new HashSet<>(starts);
    needed.addAll(kept);
    outputs.forEach(made -> needed.add(OutputAddress.of(made.address()).layer()));
    List<Step> steps = new ArrayList<>();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Node node = nodes.get(i);
      if (needed.contains(node.path())) {
        steps.add(new Step(node, owners.get(i)));
        if (!starts.contains(node.path())) {
          node.reads().forEach(read -> needed.add(read.layer()));
        }
      }
    }
    Collections.reverse(steps);
    return steps;
  }

  /**
   * Returns the network of a part of the layers; the first of those that share weights has them.
   *
   * @throws PythonException if they make none
   */
  public static Network network(String name, List<Step> steps) {
    Map<Object, String> first = new HashMap<>();
    List<Node> nodes = new ArrayList<>();
    for (Step step : steps) {
      Node node = step.node();
      String path = node.path();
      String shared = step.owner().map(owner -> first.putIfAbsent(owner, path)).orElse(null);
      nodes.add(
          new Node(
              node.name(),
              node.layer(),
              node.inputs(),
              node.block(),
              shared == null ? "" : shared));
    }
    try {
      return Network.of(name, nodes);
    } catch (NetworkException e) {
      throw new PythonException(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Returns the network of all layers.
   *
   * @throws PythonException if they make none
   */
  public Network network(String name) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      steps.add(new Step(nodes.get(i), owners.get(i)));
    }
    return network(name, steps);
  }
}
