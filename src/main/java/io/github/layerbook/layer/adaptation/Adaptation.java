package io.github.layerbook.layer.adaptation;

import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Part;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.Work;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How a layer is fine-tuned with low-rank adapters (Hu et al., <i>LoRA</i>, 2021): its own
 * parameters are frozen, and beside each adapted matrix of {@code in} by {@code out} stand two
 * smaller ones, of {@code in} by {@code r} and of {@code r} by {@code out}.
 *
 * <p>Counts are those of Hugging Face's PEFT: {@code r*(in+out)} for linear layers and embeddings;
 * for convolutions {@code r*(k*k*in) + r*out/groups}, all input channels whatever the groups.
 * Scales such as {@code lora_alpha} and {@code use_rslora} are no parameters. What is saved whole
 * ({@code modules_to_save}) is trained as a copy beside the frozen original.
 *
 * @param rank the adapters' rank, r
 * @param modules the names in the layer of the modules that get adapters, see {@link
 *     AdaptableModule#name}
 * @param saved the names of those of which a copy is trained whole
 */
public record Adaptation(Size rank, Set<String> modules, Set<String> saved) {
  private static final String COPY = "modules_to_save.";

  /** Copies the names. */
  public Adaptation {
    modules = Set.copyOf(modules);
    saved = Set.copyOf(saved);
  }

  /** Returns this with adapters of another rank. */
  public Adaptation of(Size newRank) {
    return new Adaptation(newRank, modules, saved);
  }

  /** Returns it as a change would say it, {@code lora 16 on q_proj, v_proj}; empty for none. */
  public String title() {
    return modules.isEmpty()
        ? ""
        : modules.stream()
            .filter(name -> !name.isEmpty())
            .sorted()
            .collect(Collectors.joining(", ", "lora " + rank.settled() + " on ", ""))
            .replaceFirst(" on $", "");
  }

  /** Returns what an adapted layer declares, given its declaration without the adapter. */
  public Declaration of(Declaration layer, List<Shape> inputs) {
    return adapted(layer, inputs, "");
  }

  private Declaration adapted(Declaration declaration, List<Shape> inputs, String prefix) {
    List<Part> parts = declaration.composition().parts();
    if (!parts.isEmpty()) {
      return composite(declaration, inputs, prefix);
    }
    String name = AdaptableModule.name(prefix);
    if (modules.contains(name) && AdaptableModule.kind(declaration) != AdaptableModule.Kind.OTHER) {
      return new AdaptedModule(frozen(declaration), inputs, rank).declaration();
    }
    return saved.contains(name) ? copied(declaration) : frozen(declaration);
  }

  /** A layer of several steps, each adapted: what they have besides is the layer's besides. */
  private Declaration composite(Declaration layer, List<Shape> inputs, String prefix) {
    List<Shape> values = new ArrayList<>(inputs);
    List<Part> parts = new ArrayList<>();
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    frozen(layer).tensors().forEach(tensor -> tensors.put(tensor.name(), tensor));
    List<Work> work = new ArrayList<>(layer.work());
    for (Part part : layer.composition().parts()) {
      List<Shape> reads = part.reads().stream().map(values::get).toList();
      Declaration before = part.declaration();
      Declaration after = adapted(before, reads, prefix + part.prefix());
      after.tensors().stream()
          .map(tensor -> tensor.renamed(part.prefix() + tensor.name()))
          .forEach(tensor -> tensors.putIfAbsent(tensor.name(), tensor));
      after.work().stream()
          .skip(before.work().size())
          .forEach(each -> work.add(each.of(part.name())));
      before.outputs().forEach(output -> values.add(output.evaluated()));
      parts.add(new Part(part.name(), part.prefix(), after, part.reads()));
    }
    return layer.with(List.copyOf(tensors.values()), work).with(layer.composition().of(parts));
  }

  private static Declaration frozen(Declaration layer) {
    return layer.with(
        layer.tensors().stream().map(each -> each.tuned(Tensor.Tuning.FROZEN)).toList(),
        layer.work());
  }

  private static Declaration copied(Declaration module) {
    List<Tensor> tensors = new ArrayList<>(frozen(module).tensors());
    module.tensors().stream()
        .map(each -> each.renamed(COPY + each.name()).tuned(Tensor.Tuning.ADAPTER))
        .forEach(tensors::add);
    return module.with(tensors, module.work());
  }
}
