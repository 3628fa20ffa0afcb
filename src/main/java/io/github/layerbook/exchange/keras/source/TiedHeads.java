package io.github.layerbook.exchange.keras.source;

import io.github.layerbook.exchange.Arguments;
import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.Invocation;
import io.github.layerbook.exchange.keras.Keras;
import io.github.layerbook.exchange.source.Said;
import io.github.layerbook.layer.linear.Embedding;
import io.github.layerbook.layer.linear.Linear;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Heads of language models that have the weights of an embedding: Keras has one layer for both,
 * which is called the other way round.
 */
final class TiedHeads {
  private static final Entry BOTH = Keras.dialect().require("ReversibleEmbedding");

  private TiedHeads() {}

  /** Returns layers in which embeddings that a head shares, and these heads, are one class. */
  static List<Said> of(List<Said> layers) {
    Map<String, Said> owners = new HashMap<>();
    Set<Said> tied = new HashSet<>();
    for (Said said : layers) {
      Said owner = owners.getOrDefault(said.node().weightsOf(), said);
      owners.put(said.node().path(), owner);
      if (said.layer() instanceof Linear linear
          && !linear.bias()
          && owner.layer() instanceof Embedding) {
        tied.add(owner);
      }
    }
    List<Said> all = new ArrayList<>();
    for (Said said : layers) {
      Said owner = owners.getOrDefault(said.node().path(), said);
      boolean head = said.layer() instanceof Linear;
      boolean both = tied.contains(owner) && (head || said.invocation().equals(owner.invocation()));
      all.add(both ? reversible(said, owner, head) : said);
    }
    return all;
  }

  private static Said reversible(Said said, Said owner, boolean head) {
    Arguments options = head ? Arguments.NONE.with("reverse", true) : Arguments.NONE;
    Arguments arguments = owner.invocation().arguments();
    return new Said(
        said.node(),
        BOTH,
        new Invocation(BOTH.name(), arguments, options),
        said.inputs(),
        said.outputs(),
        said.tensors());
  }
}
