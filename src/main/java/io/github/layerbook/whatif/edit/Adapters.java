package io.github.layerbook.whatif.edit;

import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.adaptation.AdaptableModule;
import io.github.layerbook.layer.adaptation.AdaptableModule.Kind;
import io.github.layerbook.layer.adaptation.Adaptation;
import io.github.layerbook.layer.form.NearestWords;
import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.network.Applied;
import io.github.layerbook.network.Blueprint;
import io.github.layerbook.network.LayerNames;
import io.github.layerbook.network.Node;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts low-rank adapters beside modules of a network, by their names as PEFT has them. */
final class Adapters {
  /** PEFT's word for all linear layers but the output's that gives a score for each token. */
  static final String ALL_LINEAR = "all-linear";

  private static final int LISTED = 12;

  private final Blueprint network;
  private final List<Candidate> all = new ArrayList<>();
  private final Set<String> lastNames = new LinkedHashSet<>();
  private final Set<Long> vocabularies = new HashSet<>();

  /** A module of a layer. */
  private record Candidate(Applied layer, AdaptableModule module, String path) {}

  Adapters(Blueprint network) {
    this.network = network;
    for (Applied layer : network.network().applied()) {
      if (layer.node().adaptation().isPresent()) {
        throw new OptionException(
            "lora", network.name() + " has adapters already: start from the network without them");
      }
      for (AdaptableModule module : AdaptableModule.of(layer.declaration())) {
        String path = layer.node().path();
        String name = module.name().isEmpty() ? path : path + "." + module.name();
        all.add(new Candidate(layer, module, name));
        lastNames.add(name.substring(name.lastIndexOf('.') + 1));
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

  /** Returns the network with adapters beside some modules, and copies of others trained. */
  Blueprint of(Size rank, List<String> on, List<String> saved) {
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

  private boolean isMeant(Candidate candidate, String name) {
    return name.equalsIgnoreCase(ALL_LINEAR)
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
        name, "%s has no module \"%s\"; %s".formatted(network.name(), name, end));
  }

  private String listed() {
    List<String> names =
        all.stream()
            .filter(each -> each.module().isAdaptable())
            .map(each -> each.path().substring(each.path().lastIndexOf('.') + 1))
            .distinct()
            .toList();
    return "name one of "
        + names.stream().limit(LISTED).collect(Collectors.joining(", "))
        + (names.size() > LISTED ? " …" : "")
        + ", or "
        + ALL_LINEAR;
  }
}
