package io.github.layerbook.whatif.edit;

import io.github.layerbook.network.Blueprint;
import io.github.layerbook.network.LowRank;
import io.github.layerbook.network.Node;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * The rank of a network's adapters as something that is changed: {@code lora=4..64:x2}, of a
 * network without them {@code lora on q_proj,v_proj=4..64:x2}.
 */
public final class Ranks {
  private Ranks() {}

  /** Returns whether a knob means the rank of adapters. */
  public static boolean isMeant(Knob knob) {
    return knob.kind() == Knob.Kind.SET && isMeant(knob.name());
  }

  /** Returns whether an address means the rank of adapters. */
  public static boolean isMeant(String address) {
    return address.equals(LowRank.WORD) || address.startsWith(LowRank.WORD + " ");
  }

  /**
   * Returns a network with the adapters whose rank an address means: its own, or if it has none
   * those that are named, of rank 1.
   *
   * @throws io.github.layerbook.layer.form.OptionException if it has adapters and others are named,
   *     or there are no such modules
   */
  public static Blueprint of(Blueprint network, String address) {
    String names = address.substring(LowRank.WORD.length());
    boolean adapted = network.nodes().stream().anyMatch(node -> node.adaptation().isPresent());
    return names.isBlank() && adapted ? network : LowRank.of(1, names).beside(network);
  }

  /** Returns a network with adapters of another rank; without them as it is. */
  public static Blueprint ranked(Blueprint network, Size rank) {
    return network.each(node -> ranked(node, rank));
  }

  /** Returns a layer with its adapters of another rank; without them as it is. */
  public static Node ranked(Node node, Size rank) {
    return node.adaptation().map(how -> node.adapted(how.of(rank))).orElse(node);
  }

  /**
   * Puts words together that say one change: {@code lora on q_proj=4..64} and {@code lora=4..64
   * on=q_proj}.
   */
  public static List<String> joined(List<String> words) {
    List<String> joined = new ArrayList<>();
    String open = "";
    for (String word : words) {
      int last = joined.size() - 1;
      if (LowRank.isOption(word) && last >= 0 && joined.get(last).startsWith(LowRank.WORD)) {
        String[] before = joined.get(last).split("=", 2);
        joined.set(last, before[0] + " " + word.replace('=', ' ') + "=" + before[1]);
      } else if (!open.isEmpty() || word.equals(LowRank.WORD)) {
        open = open.isEmpty() ? word : open + " " + word;
        if (word.contains("=")) {
          joined.add(open);
          open = "";
        }
      } else {
        joined.add(word);
      }
    }
    if (!open.isEmpty()) {
      joined.add(open);
    }
    return joined;
  }
}
