package io.github.layerbook.inventory.match;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A beginning that all names of a file have and the network's have not, or the other way round.
 *
 * @param inFile what is to be taken off the file's names; empty for nothing
 * @param inNetwork what is to be put before them; empty for nothing
 */
record Prefix(String inFile, String inNetwork) {
  static final Prefix NONE = new Prefix("", "");

  /** Finds the prefix with which most names agree, at least half; none if that is as good. */
  static Prefix of(List<NamedTensor> network, List<NamedTensor> file) {
    Set<String> names = new HashSet<>();
    network.forEach(tensor -> names.add(tensor.whole()));
    Prefix best = NONE;
    long most = NONE.agreeing(names, file);
    for (Prefix each : candidates(network, file)) {
      long agreeing = each.agreeing(names, file);
      if (agreeing > most && 2 * agreeing >= file.size()) {
        best = each;
        most = agreeing;
      }
    }
    return best;
  }

  private static Set<Prefix> candidates(List<NamedTensor> network, List<NamedTensor> file) {
    Set<Prefix> candidates = new LinkedHashSet<>();
    beginnings(file).forEach(beginning -> candidates.add(new Prefix(beginning, "")));
    beginnings(network).forEach(beginning -> candidates.add(new Prefix("", beginning)));
    for (String off : beginnings(file)) {
      beginnings(network).forEach(on -> candidates.add(new Prefix(off, on)));
    }
    return candidates;
  }

  /** What the first and last names begin with, up to three parts. */
  private static Set<String> beginnings(List<NamedTensor> tensors) {
    Set<String> beginnings = new LinkedHashSet<>();
    for (NamedTensor tensor :
        tensors.isEmpty() ? tensors : List.of(tensors.get(0), tensors.get(tensors.size() - 1))) {
      int dot = -1;
      for (int i = 0; i < 3; i++) {
        dot = tensor.whole().indexOf('.', dot + 1);
        if (dot > 0) {
          beginnings.add(tensor.whole().substring(0, dot + 1));
        } else {
          break;
        }
      }
    }
    return beginnings;
  }

  private long agreeing(Set<String> names, List<NamedTensor> file) {
    return file.stream().filter(tensor -> names.contains(applied(tensor).whole())).count();
  }

  /** Returns a tensor of the file under the network's name. */
  NamedTensor applied(NamedTensor tensor) {
    return tensor.under(inFile, inNetwork);
  }
}
