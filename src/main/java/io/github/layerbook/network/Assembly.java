package io.github.layerbook.network;

import io.github.layerbook.network.Draft.Source;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a network of a builder's drafts: gives each its name and block, and its inputs' paths. */
final class Assembly {
  private final List<Draft> drafts;
  private final List<String> names;
  private final List<BlockPath> blocks;
  private final boolean addressing;
  private final Paths paths = new Paths();

  /** The first outputs of the drafts so far, by their numbers. */
  private final @Nullable OutputAddress[] drafted;

  private Assembly(List<Draft> drafts, int ids) {
    this.drafts = drafts;
    this.names = Naming.names(drafts);
    this.blocks = Naming.blocks(drafts);
    this.addressing = drafts.stream().anyMatch(Draft::isAddressing);
    this.drafted = new OutputAddress[ids];
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
    @Nullable OutputAddress previous = null;
    for (int i = 0; i < drafts.size(); i++) {
      Draft draft = drafts.get(i);
      Node node =
          new Node(
              names.get(i),
              draft.layer(),
              reads(draft, previous),
              blocks.get(i),
              draft.weightsOf().isEmpty() ? "" : output(draft.weightsOf().get(0), draft).layer());
      nodes.add(node);
      previous = node.output();
      drafted[draft.id()] = previous;
      if (addressing) {
        paths.add(draft.block().layer(node.name()), node.path());
      }
    }
    return Network.of(name, nodes);
  }

  private List<OutputAddress> reads(Draft draft, @Nullable OutputAddress previous) {
    @Nullable List<Source> sources = draft.inputs();
    if (sources == null) {
      return previous == null || draft.layer().isSource() ? List.of() : List.of(previous);
    }
    OutputAddress[] reads = new OutputAddress[sources.size()];
    for (int i = 0; i < reads.length; i++) {
      reads[i] = output(sources.get(i), draft);
    }
    return List.of(reads);
  }

  private OutputAddress output(Source source, Draft reader) {
    return source.output(drafted, paths, reader.block());
  }
}
