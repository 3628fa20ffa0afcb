package io.github.layerbook.whatif.variation;

import io.github.layerbook.network.Blueprint;
import io.github.layerbook.network.Hints;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.NetworkException;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Settings;
import io.github.layerbook.whatif.diff.Diff;
import io.github.layerbook.whatif.edit.Edit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A network as it would be after some changes; immutable.
 *
 * <pre>{@code
 * Network lenet = Notation.standard().parse("lenet", "input 32x32x1\nconv 5x5-6\nFC-10").network();
 * Variation half = Variation.of(lenet).with("conv*.out*=0.5").with("input=28");
 * half.diff().growth(Quantity.PARAMETERS)                             // -29838
 * half.with("conv1_1+=relu").network().find("relu1").get().output()   // 24x24x3
 * }</pre>
 *
 * @param before the network's report as it is
 * @param settings what the analysis of the changed network assumes
 * @param edits the changes, in order
 */
public record Variation(Report before, Settings settings, List<Edit> edits) {
  /** Copies the changes. */
  public Variation {
    edits = List.copyOf(edits);
  }

  /** Starts from a network, for one example in fp32. */
  public static Variation of(Network network) {
    return of(Report.of(network));
  }

  /** Starts from a network's report; the changed network is analysed like it. */
  public static Variation of(Report before) {
    return new Variation(before, before.settings(), List.of());
  }

  /**
   * Returns this with one more change, as it is written: {@code fc1.out=2048}; see {@link Edit}.
   *
   * @throws io.github.layerbook.layer.form.OptionException if the text is no change
   * @throws io.github.layerbook.notation.NotationException if its layer cannot be read
   */
  public Variation with(String edit) {
    return with(Edit.parse(edit, Notation.standard()));
  }

  /** Returns this with one more change. */
  public Variation with(Edit edit) {
    List<Edit> more = new ArrayList<>(edits);
    more.add(edit);
    return new Variation(before, settings, more);
  }

  /** Returns this with other assumptions about the changed network, such as a larger batch. */
  public Variation settings(Settings after) {
    return new Variation(before, after, edits);
  }

  /**
   * Returns the changed network, under the name of the one that was changed.
   *
   * @throws io.github.layerbook.layer.form.OptionException if a change names what is not there
   * @throws NetworkException if there is no such network: at which layer, why, and the nearest
   *     values with which there is one
   */
  public Network network() {
    Blueprint changed = Edit.all(edits, Blueprint.of(before.network()));
    try {
      return changed.network();
    } catch (NetworkException e) {
      String more =
          Stream.concat(
                  changed.nodes().stream().flatMap(node -> Hints.order(node.layer()).stream()),
                  Stream.of(new NearestValues(this).sentence()))
              .filter(sentence -> !sentence.isEmpty())
              .collect(Collectors.joining(" "));
      throw more.isEmpty() ? e : e.with(more);
    }
  }

  /**
   * Returns the report of the changed network.
   *
   * @throws NetworkException if there is no such network, see {@link #network()}
   */
  public Report after() {
    return Report.of(network(), settings);
  }

  /**
   * Returns what the changes change.
   *
   * @throws NetworkException if there is no such network, see {@link #network()}
   */
  public Diff diff() {
    return Diff.of(before, after());
  }
}
