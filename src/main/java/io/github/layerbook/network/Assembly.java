package io.github.layerbook.network;

import io.github.layerbook.network.Draft.Source;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a network of a builder's drafts: gives each its name and block, and its inputs' paths. */
final class Assembly {
  private final List<Draft> drafts;
  private final List<String> names;
  private final List<String> blocks;
  private final boolean addressing;
  private final Paths paths = new Paths();

  /** The paths of the drafts so far, by their numbers. */
  private final @Nullable String[] drafted;

  private Assembly(List<Draft> drafts, int ids) {
    this.drafts = drafts;
    this.names = Naming.names(drafts);
    this.blocks = Naming.blocks(drafts);
    this.addressing = drafts.stream().anyMatch(Draft::isAddressing);
    this.drafted = new String[ids];
  }

  /**
   * Returns the network whose nodes are in the drafts' order.
   *
   * @param ids a number that is larger than that of every draft
   */
  static Network network(String name, List<Draft> drafts, int ids) {
    return new Assembly(drafts, ids).network(name);
  }

  private Network network(String name) {
    List<Node> nodes = new ArrayList<>(drafts.size());
    List<String> made = new ArrayList<>(drafts.size());
    String previous = "";
    for (int i = 0; i < drafts.size(); i++) {
      Draft draft = drafts.get(i);
      Node node =
          new Node(
              names.get(i),
              draft.layer(),
              inputs(draft, previous),
              blocks.get(i),
              draft.weightsOf().isEmpty() ? "" : path(draft.weightsOf().get(0), draft));
      nodes.add(node);
      previous = node.path();
      made.add(previous);
      drafted[draft.id()] = previous;
      if (addressing) {
        paths.add(Paths.join(draft.block(), node.name()), previous);
      }
    }
    return Network.of(name, nodes, made);
  }

  private List<String> inputs(Draft draft, String previous) {
    List<Source> sources = draft.inputs();
    if (sources.isEmpty()) {
      return previous.isEmpty() || draft.layer().isSource() ? List.of() : List.of(previous);
    }
    String[] inputs = new String[sources.size()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = path(sources.get(i), draft);
    }
    return List.of(inputs);
  }

  private String path(Source source, Draft reader) {
    return source.path(drafted, paths, reader.block());
  }
}
