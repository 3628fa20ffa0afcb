package io.github.layerbook.whatif.sensitivity;

import java.util.ArrayList;
import java.util.List;

/**
 * Options that cannot be moved by themselves.
 *
 * @param alike their addresses
 * @param problem why the first of them cannot, with what would have to change
 */
public record Refusal(List<String> alike, String problem) {
  /** Copies the list. */
  public Refusal {
    alike = List.copyOf(alike);
  }

  /** Returns this with one more option. */
  Refusal with(String option) {
    List<String> more = new ArrayList<>(alike);
    more.add(option);
    return new Refusal(more, problem);
  }
}
