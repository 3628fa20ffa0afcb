package io.github.layerbook.network;

import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.adaptation.AdaptableModule;
import io.github.layerbook.layer.adaptation.AdaptableModule.Kind;
import io.github.layerbook.layer.adaptation.Adaptation;
import io.github.layerbook.layer.form.NearestWords;
import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The modules of a network that adapters can stand beside, by their names as PEFT has them. */
final class AdapterPlaces {
  private static final int LISTED = 12;

  private final Blueprint network;
  private final List<Candidate> all = new ArrayList<>();
  private final Set<String> lastNames = new LinkedHashSet<>();
  private final Set<Long> vocabularies = new HashSet<>();

  /** A module of a layer. */
  private record Candidate(Applied layer, AdaptableModule module, String path) {}

  AdapterPlaces(Blueprint network) {
    this.network = network;
    for (Applied layer : network.network().applied()) {
      for (AdaptableModule module : AdaptableModule.of(layer.declaration())) {
        String path = layer.node().path();
        String name = module.name().isEmpty() ? path : path + "." + module.name();
        all.add(new Candidate(layer, module, name));
        lastNames.add(last(all.get(all.size() - 1)));
        if (module.kind() == Kind.EMBEDDING) {
          vocabularies.addAll(lengths(layer));
        }
      }
    }
  }

  /** The first extents of a layer's tensors. */
  private static List<Long> lengths(Applied layer) {
    return layer.declaration().tensors().stream()
        .map(tensor -> tensor.extents().get(0).value())
        .toList();
  }

  /**
   * Returns the network with adapters beside some modules, and copies of others trained.
   *
   * @throws OptionException if it has adapters already, or no such modules
   */
  Blueprint of(Size rank, List<String> on, List<String> saved) {
    if (network.nodes().stream().anyMatch(node -> node.adaptation().isPresent())) {
      throw new OptionException(
          "lora", network.name() + " has adapters already: start from the network without them");
    }
    Map<String, Set<String>> adapted = chosen(on, true);
    Map<String, Set<String>> copied = chosen(saved, false);
    return network.each(
        node ->
            node.adapted(
                new Adaptation(
                    rank,
                    adapted.getOrDefault(node.path(), Set.of()),
                    copied.getOrDefault(node.path(), Set.of()))));
  }

  /** The modules that names mean, by the paths of their layers. */
  private Map<String, Set<String>> chosen(List<String> names, boolean adapted) {
    Map<String, Set<String>> chosen = new HashMap<>();
    for (String name : names) {
      List<Candidate> found =
          all.stream()
              .filter(each -> isMeant(each, name))
              .filter(each -> !adapted || each.module().isAdaptable())
              .toList();
      if (found.isEmpty()) {
        throw unknown(name);
      }
      for (Candidate each : found) {
        chosen
            .computeIfAbsent(each.layer().node().path(), path -> new LinkedHashSet<>())
            .add(each.module().name());
      }
    }
    return chosen;
  }

  /**
   * Returns the names that mean some modules and no others: the last parts of paths where all
   * modules of that name are meant, else whole paths.
   *
   * @param which the names of modules of an adapted layer
   * @param adapted whether adapters stand beside them; else copies of them are trained
   */
  List<String> names(Function<Adaptation, Set<String>> which, boolean adapted) {
    Map<String, List<Candidate>> byName = new LinkedHashMap<>();
    all.stream()
        .filter(each -> !adapted || each.module().isAdaptable())
        .forEach(each -> byName.computeIfAbsent(last(each), n -> new ArrayList<>()).add(each));
    List<String> names = new ArrayList<>();
    byName.forEach(
        (name, modules) -> {
          List<String> meant =
              modules.stream().filter(each -> isAmong(each, which)).map(Candidate::path).toList();
          names.addAll(meant.size() == modules.size() ? List.of(name) : meant);
        });
    return names;
  }

  private static boolean isAmong(Candidate each, Function<Adaptation, Set<String>> which) {
    return each.layer()
        .node()
        .adaptation()
        .map(how -> which.apply(how).contains(each.module().name()))
        .orElse(false);
  }

  private static String last(Candidate candidate) {
    return BlockPath.of(candidate.path()).name();
  }

  private boolean isMeant(Candidate candidate, String name) {
    return name.equalsIgnoreCase(LowRank.ALL_LINEAR)
        ? candidate.module().kind() == Kind.LINEAR && !isHead(candidate)
        : LayerNames.matches(candidate.path(), name);
  }

  /** Whether a layer gives a score for each word of a vocabulary that an embedding looks up. */
  private boolean isHead(Candidate candidate) {
    Node node = candidate.layer().node();
    return candidate.module().name().isEmpty()
        && candidate.layer().declaration().tensors().stream()
            .filter(tensor -> tensor.kind() == Tensor.Kind.WEIGHT)
            .anyMatch(tensor -> vocabularies.contains(outputs(tensor)))
        && isRead(node) == 0;
  }

  private static long outputs(Tensor weight) {
    return weight.extents().get(Math.max(0, weight.output())).value();
  }

  /** How many layers read one. */
  private long isRead(Node node) {
    return network.nodes().stream()
        .filter(other -> other.reads().stream().anyMatch(r -> r.layer().equals(node.path())))
        .count();
  }

  private OptionException unknown(String name) {
    boolean exists = all.stream().anyMatch(each -> LayerNames.matches(each.path(), name));
    if (exists) {
      return new OptionException(
          name, name + " has no matrix that adapters can stand beside: " + listed());
    }
    List<String> near = NearestWords.to(name, lastNames);
    String end = near.isEmpty() ? listed() : "did you mean " + String.join(" or ", near) + "?";
    return new OptionException(
        name,
        "%s has no module \"%s\"; %s"
            .formatted(network.name().isEmpty() ? "the network" : network.name(), name, end));
  }

  private String listed() {
    List<String> names =
        all.stream()
            .filter(each -> each.module().isAdaptable())
            .map(AdapterPlaces::last)
            .distinct()
            .toList();
    return "name one of "
        + names.stream().limit(LISTED).collect(Collectors.joining(", "))
        + (names.size() > LISTED ? " …" : "")
        + ", or "
        + LowRank.ALL_LINEAR;
  }
}
