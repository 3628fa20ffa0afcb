package io.github.layerbook.whatif.sensitivity;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.network.Blueprint;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Settings;
import io.github.layerbook.size.Size;
import io.github.layerbook.whatif.edit.OptionChange;
import java.util.List;
import java.util.stream.Collectors;

/** The smallest change of a network in one direction: options moved, or layers repeated. */
public sealed interface NextStep {
  /** Returns what changes, as an address or in words: {@code conv1_1.out}. */
  String name();

  /** Returns from what to what: {@code 64 → 65}. */
  String text();

  /** Returns the change as it is written for {@code %whatif}; empty where it has no such form. */
  List<String> edits();

  /**
   * Analyses the network after the step.
   *
   * @throws IllegalArgumentException if there is no such network, saying why
   */
  Report after(Report before);

  /**
   * An option that is moved.
   *
   * @param option the option
   * @param by how much each of its sizes grows
   */
  record Move(Opening option, long by) {
    /** Returns the sizes after the step. */
    public List<Long> to() {
      return option.sizes().stream().map(size -> size + by).toList();
    }

    private String text() {
      return written(option.sizes()) + " → " + written(to());
    }

    static String written(List<Long> sizes) {
      boolean one = sizes.stream().distinct().count() == 1;
      return (one && sizes.size() > 2 ? sizes.subList(0, 1) : sizes)
          .stream().map(String::valueOf).collect(Collectors.joining("x"));
    }
  }

  /**
   * Options that move: one by itself, or with it those that must keep step for the network to
   * build.
   *
   * @param moves the options, first the one that is meant
   * @param meant how many of them are meant; the others keep step
   */
  record Options(List<Move> moves, int meant) implements NextStep {
    /** Copies the list. */
    public Options {
      moves = List.copyOf(moves);
    }

    @Override
    public String name() {
      int others = moves.size() - 1;
      Move first = moves.get(0);
      if (meant > 1) {
        return first.option().option() + " of " + meant + " layers";
      }
      return others == 0
          ? first.option().name()
          : others == 1
              ? first.option().name() + " with " + beside(moves.get(1))
              : first.option().name() + " with " + others + " more";
    }

    private String beside(Move other) {
      Opening option = other.option();
      return option.node() == moves.get(0).option().node() ? option.option() : option.name();
    }

    @Override
    public String text() {
      return moves.get(0).text();
    }

    @Override
    public List<String> edits() {
      return moves.stream()
          .filter(move -> !move.option().isBatch())
          .map(
              move ->
                  move.option().name()
                      + "="
                      + (move.to().stream().distinct().count() == 1
                          ? move.to().get(0).toString()
                          : Move.written(move.to())))
          .toList();
    }

    @Override
    public Report after(Report before) {
      Blueprint network = Blueprint.of(before.network());
      Settings settings = before.settings();
      for (Move move : moves) {
        if (move.option().isBatch()) {
          settings = settings.batch(move.to().get(0));
        } else {
          int node = move.option().node();
          Layer changed =
              OptionChange.changed(
                  network.layer(node),
                  move.option().target(),
                  size -> Size.of(size.value() + move.by()));
          network = network.with(node, changed);
        }
      }
      return Report.of(network.network(), settings);
    }
  }

  /**
   * Layers that are repeated once more, or once less.
   *
   * @param name what is repeated: {@code blocks of layers}, {@code conv3_3 + relu}
   * @param kind what such steps have in common that do the same: the layers as they are written
   * @param text from how many to how many
   * @param edits the change as it is written, if it has such a form
   * @param network the network after the step
   */
  record Layers(String name, String kind, String text, List<String> edits, Blueprint network)
      implements NextStep {
    /** Copies the changes. */
    public Layers {
      edits = List.copyOf(edits);
    }

    @Override
    public Report after(Report before) {
      return Report.of(network.network(), before.settings());
    }
  }
}
