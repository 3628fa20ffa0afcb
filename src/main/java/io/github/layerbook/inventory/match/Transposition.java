package io.github.layerbook.inventory.match;

import java.util.ArrayList;
import java.util.List;

/** Shapes of weights as TensorFlow has them: inputs before outputs, behind the kernel's axes. */
final class Transposition {
  private Transposition() {}

  /** Returns whether a shape is another, outputs and inputs first, in TensorFlow's order. */
  static boolean of(List<Long> network, List<Long> file) {
    if (network.size() != file.size() || network.size() < 2 || network.equals(file)) {
      return false;
    }
    List<Long> kernelFirst = new ArrayList<>(network.subList(2, network.size()));
    kernelFirst.add(network.get(1));
    kernelFirst.add(network.get(0));
    return kernelFirst.equals(file);
  }
}
