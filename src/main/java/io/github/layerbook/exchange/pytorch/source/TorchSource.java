package io.github.layerbook.exchange.pytorch.source;

import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.pytorch.OwnModules;
import io.github.layerbook.exchange.source.Arranger;
import io.github.layerbook.exchange.source.Classes;
import io.github.layerbook.exchange.source.Forwards;
import io.github.layerbook.exchange.source.Layout;
import io.github.layerbook.exchange.source.Names;
import io.github.layerbook.exchange.source.Part;
import io.github.layerbook.exchange.source.Part.Group;
import io.github.layerbook.exchange.source.Part.Leaf;
import io.github.layerbook.exchange.source.Part.Module;
import io.github.layerbook.exchange.source.Region;
import io.github.layerbook.exchange.source.Regions;
import io.github.layerbook.exchange.source.Said;
import io.github.layerbook.exchange.source.Sayings;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.attention.GroupedAttention;
import io.github.layerbook.network.BlockPath;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.Node;
import io.github.layerbook.network.OutputAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes networks as PyTorch modules.
 *
 * <pre>{@code
 * import io.github.layerbook.exchange.pytorch.source.TorchSource;
 * TorchSource.of(Zoo.network("lenet5")).lines().filter(line -> line.contains("Conv2d")).count()
 * }</pre>
 */
public final class TorchSource {
  private final Network network;
  private final Sayings sayings;
  private final List<String> variables = new ArrayList<>();

  private TorchSource(Network network) {
    this.network = network;
    this.sayings = Sayings.of(network, dialect(), true);
  }

  /** Returns what the code is written in: PyTorch's dialect, and the modules of its own. */
  public static Dialect dialect() {
    return OwnModules.dialect();
  }

  /**
   * Returns the code of a network.
   *
   * @throws io.github.layerbook.exchange.NotExpressibleException naming all layers that PyTorch has
   *     no module for
   */
  public static String of(Network network) {
    return new TorchSource(network).write();
  }

  private String write() {
    List<OutputAddress> reads = sayings.inputs().stream().map(Node::output).toList();
    List<Layout> layouts = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (Node input : sayings.inputs()) {
      layouts.add(layout(input));
      variables.add(variable(input, taken));
    }
    Module module = module(reads, layouts);
    OwnClasses own = OwnClasses.of(module);
    String named = Names.type(network.name());
    Set<String> names = new HashSet<>(OwnModules.CODE.names());
    names.addAll(own.names());
    names.addAll(Fields.IMPORTED);
    String type = names.contains(named) ? named + "Net" : named;
    names.add(type);
    Classes classes = new Classes(module, names, true);
    Printer printer = new Printer(classes);
    for (Classes.Type each : classes.types()) {
      printer.type(each, each.name().isEmpty() ? type : each.name());
    }
    String made =
        classes.made(module) == null
            ? printer.expression(module, "", java.util.Map.of(), 0)
            : type + "()";
    String name = Names.variable(network.name());
    Set<Leaf> leaves = new LinkedHashSet<>();
    leaves(module, leaves);
    String body = own.text() + printer.text() + "%s = %s\n".formatted(name, made);
    return head(printer, leaves, body) + body + example(name, layouts);
  }

  /** The network's module; a block of numbered ones that is no chain is a list of its parts. */
  private Module module(List<OutputAddress> reads, List<Layout> layouts) {
    Arranger arranger = new Arranger();
    Set<BlockPath> opened = new HashSet<>();
    while (true) {
      Region root = Regions.of(sayings.layers(), true, opened);
      Forwards forwards =
          new Forwards(
              sayings.layers(), root, Set.of(), values -> new TorchStatements(values, arranger));
      Module module = forwards.write(root, reads, variables, layouts).module();
      Set<String> lists = new HashSet<>();
      lists(module.parts(), lists);
      if (lists.isEmpty()) {
        return module;
      }
      for (Said said : sayings.layers()) {
        for (BlockPath path = said.node().blockPath(); !path.isNone(); path = path.outer()) {
          if (lists.contains(path.toString())) {
            opened.add(path);
          }
        }
      }
    }
  }

  private static void lists(Group group, Set<String> lists) {
    for (Part part : group.parts().values()) {
      if (part instanceof Group inner) {
        lists(inner, lists);
      } else if (part instanceof Module module) {
        lists(module.parts(), lists);
        if (!module.chain() && Names.areNumbers(module.parts().parts().keySet())) {
          lists.add(module.path());
        }
      }
    }
  }

  /** An input's usual name, or its own. */
  private String variable(Node input, Set<String> taken) {
    boolean unnamed = input.path().matches("input[0-9]*") && sayings.inputs().size() == 1;
    String name = unnamed ? "x" : Names.variable(input.name());
    return Names.unique(name, taken);
  }

  /** Sequences have their features last, unless a convolution along them is what reads them. */
  private Layout layout(Node input) {
    Shape shape = input.layer().on(List.of()).output().evaluated();
    boolean maps =
        sayings.layers().stream()
            .filter(said -> !said.entry().isFunction())
            .findFirst()
            .filter(said -> said.invocation().name().endsWith("1d"))
            .isPresent();
    return shape.axes().size() == 2 && !maps
        ? Layout.channelsLast(shape)
        : Layout.channelsFirst(shape);
  }

  private String head(Printer printer, Set<Leaf> leaves, String body) {
    List<String> blocks = new ArrayList<>();
    List<String> about = new ArrayList<>();
    about.add("# %s, written by Layerbook.".formatted(network.name().replaceAll("\\s", " ")));
    if (!printer.renamed().isEmpty()) {
      about.add("# Renamed: " + String.join(", ", printer.renamed()).replaceAll("\\s", " "));
    }
    if (sharesBiases()) {
      about.add(
          """
          # In T5 the biases of a stack's first attention are added to the scores of the later ones, too;
          # here only the layer that holds them adds them.""");
    }
    if (printer.isOrdered()) {
      blocks.add("from collections import OrderedDict");
    }
    StringBuilder imports = new StringBuilder("import torch\n");
    if (body.matches("(?s).*\\bF[.,].*")) {
      imports.append("import torch.nn.functional as F\n");
    }
    imports.append("from torch import nn");
    leaves.stream()
        .filter(leaf -> leaf.entry().module().startsWith("torchvision"))
        .map(leaf -> "from %s import %s".formatted(leaf.entry().module(), leaf.entry().name()))
        .distinct()
        .forEach(other -> imports.append('\n').append(other));
    blocks.add(imports.toString());
    return String.join("\n", about) + "\n\n" + String.join("\n\n", blocks) + "\n\n\n";
  }

  /**
   * Whether attention has biases by distance as T5's: of the layers that are alike the first has
   * them.
   */
  private boolean sharesBiases() {
    Set<List<Object>> first = new HashSet<>();
    for (Said said : sayings.layers()) {
      if (said.layer() instanceof GroupedAttention attention
          && said.inputs().size() == 1
          && attention.rotary() == null) {
        List<Object> kind = List.of(attention.heads(), attention.causal(), attention.names());
        if (attention.buckets() != null) {
          first.add(kind);
        } else if (first.contains(kind)) {
          return true;
        }
      }
    }
    return false;
  }

  private static void leaves(Part part, Set<Leaf> leaves) {
    if (part instanceof Leaf leaf) {
      leaves.add(leaf);
    } else if (part instanceof Group group) {
      group.parts().values().forEach(inner -> leaves(inner, leaves));
    } else if (part instanceof Module module) {
      leaves(module.parts(), leaves);
    }
  }

  /** A call of the network, which tells its inputs. */
  private String example(String name, List<Layout> layouts) {
    StringBuilder example = new StringBuilder("\n\nif __name__ == \"__main__\":\n");
    for (int i = 0; i < layouts.size(); i++) {
      String extents =
          layouts.get(i).extents().stream()
              .skip(1)
              .map(String::valueOf)
              .collect(Collectors.joining(", "));
      boolean indices = sayings.isIndices(sayings.inputs().get(i));
      example.append(
          "    %s = torch.zeros(1, %s%s)\n"
              .formatted(variables.get(i), extents, indices ? ", dtype=torch.long" : ""));
    }
    return example
        .append("    print(%s(%s))\n".formatted(name, String.join(", ", variables)))
        .toString();
  }
}
