package io.github.layerbook.exchange.pytorch.printed;

import io.github.layerbook.exchange.form.Form;
import io.github.layerbook.exchange.form.Problem;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.form.TextForm;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.pytorch.printed.PrintedModule.Leaf;
import io.github.layerbook.exchange.pytorch.printed.PrintedReader.Printed;
import io.github.layerbook.inventory.Inventory;
import io.github.layerbook.inventory.InventoryLayer;
import io.github.layerbook.inventory.StoredTensor;
import io.github.layerbook.network.Network;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What {@code print(model)} shows of a PyTorch model: its modules with their arguments, and nothing
 * of how they are wired.
 */
public final class PrintedModel {
  /** The form. */
  public static final TextForm FORM =
      new Form(
          "pytorch-print",
          "PyTorch's printed model",
          400_000,
          PrintedModel::recognises,
          PrintedModel::readAll);

  /** More modules are no model that a notebook shows. */
  private static final int MOST_LEAVES = 20_000;

  /** Longer chains are rarely printed in the order in which they run. */
  private static final int LONGEST_CHAIN = 2_000;

  /** Code that made the model says more than its print. */
  private static final Pattern CODE =
      Pattern.compile(
          "(?m)^.{0,12}\\b(?:class \\w+\\s*\\(|def forward\\s*\\(|\\w+ *="
              + " *nn\\.Sequential\\s*\\()");

  /** Modules whose class says that they add or join what branches give. */
  private static final Pattern BRANCHES =
      Pattern.compile(
          "(?i)residual|bottleneck|res_?block|basic_?block|shortcut|skip|dense_?(?:block|layer)|(?:en|de)coder_?layer|attention|inception|fire$|shuffle");

  private static final Pattern CHILD =
      Pattern.compile("(?m)^\\s*\\([^()\\s]+\\): (?:[0-9]+ x )?[A-Za-z_][\\w.]*\\(");

  private PrintedModel() {}

  private static boolean recognises(String text) {
    return CHILD.matcher(text).find() && !CODE.matcher(text).find();
  }

  private static List<ReadNetwork> readAll(String text, ReadingOptions options) {
    List<Printed> models = PrintedReader.read(text).once().models();
    return models.stream().map(model -> one(text, model, models.size(), options)).toList();
  }

  private static ReadNetwork one(String text, Printed printed, int models, ReadingOptions options) {
    List<Leaf> leaves =
        printed.roots().stream().flatMap(root -> root.leaves(MOST_LEAVES).stream()).toList();
    if (leaves.isEmpty()) {
      return ReadNetwork.failed(
          "no module is in this text: a line such as (fc): Linear(…) names one");
    } else if (leaves.size() > MOST_LEAVES) {
      return ReadNetwork.failed("the text prints more than %,d modules".formatted(MOST_LEAVES));
    } else if (leaves.stream().allMatch(PrintedModel::isTraced)) {
      return ReadNetwork.failed(
          "a traced module prints no arguments, so its layers' sizes are not in the text: print the"
              + " model before torch.jit makes it");
    }
    String name = options.nameOr(printed.roots().get(0).type());
    List<Problem> problems = new ArrayList<>();
    if (!printed.closed()) {
      problems.add(
          new Problem(printed.end(), "the text ends here, before its brackets are closed"));
    }
    ReadNetwork read = chain(leaves, printed, options, name).orElseGet(() -> listed(leaves, name));
    ReadNetwork all =
        new ReadNetwork(read.network(), read.inventory(), List.of(), read.notes(), problems);
    return models > 1 ? all : stating(all, text, printed.end());
  }

  private static boolean isTraced(Leaf leaf) {
    return leaf.module().arguments().startsWith("original_name=");
  }

  private static Optional<ReadNetwork> chain(
      List<Leaf> leaves, Printed printed, ReadingOptions options, String name) {
    boolean branches = printed.roots().stream().anyMatch(root -> root.has(BRANCHES));
    if (leaves.size() > LONGEST_CHAIN || printed.roots().size() > 1 || branches) {
      return Optional.empty();
    }
    Optional<Chain.Found> found = Chain.of(leaves, options.inputs());
    return found.flatMap(
        chain -> {
          try {
            Network network = chain.network(name);
            List<String> notes = new ArrayList<>(chain.notes());
            notes.add(
                "the text does not say how the modules are wired: they are taken to run in the"
                    + " order in which they are printed");
            return Optional.of(new ReadNetwork(Optional.of(network), List.of(), notes, List.of()));
          } catch (PythonException e) {
            return Optional.empty();
          }
        });
  }

  /** What each module holds, and what the text does not say of it. */
  private static ReadNetwork listed(List<Leaf> leaves, String name) {
    Long width = width(leaves);
    List<String> notes = new ArrayList<>();
    List<InventoryLayer> layers = new ArrayList<>();
    Map<String, String> untold = new LinkedHashMap<>();
    boolean adapted = leaves.stream().anyMatch(leaf -> leaf.path().contains("lora_"));
    for (Leaf leaf : leaves) {
      Optional<List<StoredTensor>> tensors = Own.tensors(leaf.module(), width);
      if (tensors.isEmpty()) {
        untold.putIfAbsent(leaf.module().type(), leaf.path());
      }
      boolean frozen = adapted && !leaf.path().contains("lora_");
      layers.add(
          new InventoryLayer(
              leaf.path(),
              leaf.module().type(),
              Optional.empty(),
              tensors.orElse(List.of()).stream()
                  .map(each -> frozen ? frozen(each) : each)
                  .toList()));
    }
    if (adapted) {
      notes.add("modules beside lora_A and lora_B are taken as frozen, as PEFT has them");
    }
    untold.forEach(
        (type, path) ->
            notes.add(
                "%s (%s): the text does not say what it holds; it counts as nothing here"
                    .formatted(path, type)));
    if (usesWidth(leaves)) {
      notes.add(
          "norms print no size here: they are taken to be as wide as the embedding, " + width);
    }
    tied(layers).ifPresent(notes::add);
    List<String> unknown =
        List.of(
            "how the modules are wired, and so shapes, multiply-adds and memory",
            "parameters that a module keeps itself, without a module for them");
    return ReadNetwork.of(new Inventory(name, FORM.title(), layers, unknown), notes, List.of());
  }

  private static StoredTensor frozen(StoredTensor tensor) {
    return tensor.role() == StoredTensor.Role.TRAINED
        ? tensor.as(StoredTensor.Role.FROZEN)
        : tensor;
  }

  private static boolean usesWidth(List<Leaf> leaves) {
    return leaves.stream()
        .map(Leaf::module)
        .anyMatch(
            module ->
                module.type().endsWith("Norm")
                    && !Own.isKnown(module.type())
                    && Own.tensors(module, null).isEmpty()
                    && Own.tensors(module, 1L).isPresent());
  }

  private static @Nullable Long width(List<Leaf> leaves) {
    for (Leaf leaf : leaves) {
      if (leaf.module().type().equals("Embedding")) {
        List<?> sizes = PrintedArguments.of(leaf.module().arguments()).positional();
        if (sizes.size() > 1 && sizes.get(1) instanceof Long width) {
          return width;
        }
      }
    }
    return null;
  }

  /** An embedding and a last linear layer of one shape are often one tensor, printed twice. */
  private static Optional<String> tied(List<InventoryLayer> layers) {
    InventoryLayer last = layers.get(layers.size() - 1);
    for (InventoryLayer layer : layers) {
      boolean same =
          layer.type().equals("Embedding")
              && last.type().equals("Linear")
              && !layer.tensors().isEmpty()
              && !last.tensors().isEmpty()
              && layer.tensors().get(0).shape().equals(last.tensors().get(0).shape());
      if (same) {
        return Optional.of(
            "%s and %s have one shape: if they share it, there are %,d parameters fewer"
                .formatted(layer.path(), last.path(), layer.parameters()));
      }
    }
    return Optional.empty();
  }

  /** Adds what lines behind the tree state as totals. */
  private static ReadNetwork stating(ReadNetwork read, String text, int end) {
    String after =
        text.lines()
            .skip(end)
            .filter(line -> line.length() < 200)
            .collect(Collectors.joining("\n"));
    return read.stating(
        List.of(),
        after,
        line ->
            line.matches("(?i).*\\b(?:param|weight|mac|flop|mult|comp\\w* complexity).*[0-9].*"));
  }
}
