package io.github.layerbook.exchange.keras.summary;

import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.fitting.Candidate;
import io.github.layerbook.exchange.keras.Keras;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The calls that may make of some inputs what a row states. */
final class Candidates {
  private static final Set<String> MERGES =
      Set.of("Add", "Multiply", "Average", "Maximum", "Minimum", "Subtract");

  private static final Set<String> RECURRENT = Set.of("LSTM", "GRU", "SimpleRNN");

  private static final List<String> ACTIVATIONS =
      Dialect.names(
          "leaky_relu relu6 hard_swish hard_sigmoid log_softmax softmax relu selu gelu celu elu"
              + " sigmoid tanh swish silu mish softplus softsign linear exponential");

  /** What {@code TimeDistributed} mostly wraps. */
  private static final List<String> OF_STEPS =
      Dialect.names(
          """
          Dense Conv2D MaxPooling2D Flatten Conv1D MaxPooling1D GlobalAveragePooling2D
          GlobalAveragePooling1D BatchNormalization LSTM GRU Embedding Dropout
          AveragePooling2D GlobalMaxPooling2D
          """);

  private final SummaryRow row;
  private final List<List<Long>> inputs;
  private final List<Candidate> all = new ArrayList<>();

  private Candidates(SummaryRow row, List<List<Long>> inputs) {
    this.row = row;
    this.inputs = inputs;
  }

  /**
   * Returns what a row of a class may be.
   *
   * @param inputs the extents of the inputs without the batch
   */
  static List<Candidate> of(String type, SummaryRow row, List<List<Long>> inputs) {
    Candidates candidates = new Candidates(row, inputs);
    if (!inputs.isEmpty() && !row.output().isEmpty()) {
      candidates.add(type);
    }
    return candidates.all;
  }

  private List<Long> in() {
    return inputs.get(0);
  }

  private List<Long> out() {
    return row.output();
  }

  private long last(List<Long> extents) {
    return extents.isEmpty() ? 1 : extents.get(extents.size() - 1);
  }

  private void add(String type) {
    if (WindowCandidates.isWindow(type)) {
      all.addAll(WindowCandidates.of(type, in(), out(), row.parameters()));
    } else if (RECURRENT.contains(type)) {
      recurrent(type, last(out()), 0);
    } else if (MERGES.contains(type)) {
      all.add(Candidate.of(type, 0));
    } else {
      other(type);
    }
  }

  private void other(String type) {
    switch (type) {
      case "Dense" -> {
        all.add(Candidate.of(type, 0, "units", last(out())));
        all.add(Candidate.of(type, 1, "units", last(out()), "use_bias", false));
      }
      case "Embedding" -> embedding();
      case "Activation" -> activation();
      case "PReLU" -> parametric();
      case "BatchNormalization" -> normalized(type);
      case "LayerNormalization" -> layerNormalized(type);
      case "GroupNormalization" -> {
        for (long groups : new long[] {32, -1, 1, 16, 8, 4}) {
          switched(Candidate.of(type, groups == 32 ? 0 : 1, "groups", groups));
        }
      }
      case "Bidirectional" -> bidirectional();
      case "TimeDistributed" -> timeDistributed();
      case "Reshape" -> all.add(Candidate.of(type, 0, "target_shape", out()));
      case "Permute" -> permuted(type);
      case "RepeatVector" -> all.add(Candidate.of(type, 0, "n", out().get(0)));
      case "Resizing" -> {
        if (out().size() == 3) {
          all.add(Candidate.of(type, 0, "height", out().get(0), "width", out().get(1)));
        }
      }
      case "Concatenate" -> {
        all.add(Candidate.of(type, 0));
        for (long axis = 1; axis < out().size(); axis++) {
          all.add(Candidate.of(type, 1, "axis", axis));
        }
      }
      case "Dot" -> dot();
      case "MultiHeadAttention" -> attention();
      case "Dropout", "AlphaDropout", "GaussianDropout" ->
          all.add(Candidate.of(type, 0, "rate", 0.5));
      default -> all.addAll(WindowCandidates.sized(type, row, in()));
    }
  }

  private void embedding() {
    long features = last(out());
    long values = row.parameters().orElse(0L);
    if (features > 0 && values > 0 && values % features == 0) {
      all.add(Candidate.of("Embedding", 0, "input_dim", values / features, "output_dim", features));
    }
  }

  private void activation() {
    String name = row.name().text().toLowerCase(Locale.ROOT);
    String told = ACTIVATIONS.stream().filter(name::contains).findFirst().orElse("");
    all.add(
        Candidate.of("Activation", 0, "activation", told.isEmpty() ? "relu" : told)
            .said(told.isEmpty() ? "relu" : ""));
  }

  private void parametric() {
    all.add(Candidate.of("PReLU", 0));
    List<Long> shared = new ArrayList<>();
    for (long axis = 1; axis < in().size(); axis++) {
      shared.add(axis);
    }
    if (!shared.isEmpty()) {
      all.add(Candidate.of("PReLU", 1, "shared_axes", shared));
    }
  }

  private void switched(Candidate candidate) {
    all.add(candidate);
    all.add(candidate.with("scale", false).dearer(1));
    all.add(candidate.with("center", false).dearer(1.1));
    all.add(candidate.with("scale", false).with("center", false).dearer(2));
  }

  private void normalized(String type) {
    switched(Candidate.of(type, 0));
    for (long axis = 1; axis < in().size(); axis++) {
      switched(Candidate.of(type, 3, "axis", axis));
    }
  }

  private void layerNormalized(String type) {
    normalized(type);
    for (int from = 1; from < in().size(); from++) {
      List<Long> axes = new ArrayList<>();
      for (long axis = from; axis <= in().size(); axis++) {
        axes.add(axis);
      }
      switched(Candidate.of(type, 4, "axis", axes));
    }
  }

  private void recurrent(String type, long units, double cost) {
    for (Candidate cell : cells(type, units, out().size() >= 2, cost)) {
      all.add(cell);
    }
  }

  /** A recurrent layer in the ways in which its parameters may be counted. */
  private List<Candidate> cells(String type, long units, boolean sequences, double cost) {
    List<Candidate> cells = new ArrayList<>();
    Candidate plain = Candidate.of(type, cost, "units", units);
    plain = sequences ? plain.with("return_sequences", true) : plain;
    plain = row.outputs().size() > 1 ? plain.with("return_state", true) : plain;
    for (Candidate each :
        type.equals("GRU")
            ? List.of(plain, plain.with("reset_after", false).dearer(0.5))
            : List.of(plain)) {
      cells.add(each);
      cells.add(each.with("use_bias", false).dearer(2));
    }
    return cells;
  }

  private void bidirectional() {
    for (long times : new long[] {2, 1}) {
      if (last(out()) % times != 0) {
        continue;
      }
      for (String type : List.of("LSTM", "GRU", "SimpleRNN")) {
        String named = row.name().text().toLowerCase(Locale.ROOT);
        double cost = named.contains(type.toLowerCase(Locale.ROOT)) ? -1 : 0;
        for (Candidate cell : cells(type, last(out()) / times, out().size() >= 2, cost)) {
          Candidate both = Candidate.of("Bidirectional", cell.cost(), "layer", cell.invocation());
          all.add((times == 2 ? both : both.with("merge_mode", "sum").dearer(1)).said(type));
        }
      }
    }
  }

  /** What the wrapper does to each step: a layer that makes of one step's extents those stated. */
  private void timeDistributed() {
    if (in().size() < 2 || out().size() < 1) {
      return;
    }
    SummaryRow step = row.step();
    for (String type : OF_STEPS) {
      String named = row.name().text().toLowerCase(Locale.ROOT);
      double cost = named.contains(Keras.layerName(type)) ? -2 : 0;
      for (Candidate inner : of(type, step, List.of(in().subList(1, in().size())))) {
        all.add(
            Candidate.of("TimeDistributed", inner.cost() + cost, "layer", inner.invocation())
                .said(type));
      }
    }
  }

  private void permuted(String type) {
    List<List<Long>> orders = new ArrayList<>();
    orders(in().size(), new ArrayList<>(), orders);
    for (List<Long> order : orders) {
      boolean moved = false;
      boolean fits = true;
      for (int i = 0; i < order.size(); i++) {
        moved |= order.get(i) != i + 1;
        fits &= in().get((int) (order.get(i) - 1)).equals(out().get(i));
      }
      if (fits) {
        all.add(Candidate.of(type, moved ? 0 : 1, "dims", order));
      }
    }
  }

  private void orders(int rank, List<Long> begun, List<List<Long>> all) {
    if (rank > 4 || out().size() != rank) {
      return;
    } else if (begun.size() == rank) {
      all.add(List.copyOf(begun));
      return;
    }
    for (long axis = 1; axis <= rank; axis++) {
      if (!begun.contains(axis)) {
        begun.add(axis);
        orders(rank, begun, all);
        begun.remove(begun.size() - 1);
      }
    }
  }

  private void dot() {
    if (inputs.size() != 2) {
      return;
    }
    for (long first = in().size(); first >= 1; first--) {
      for (long second = inputs.get(1).size(); second >= 1; second--) {
        all.add(Candidate.of("Dot", first == second ? 0 : 1, "axes", List.of(first, second)));
      }
    }
  }

  /** Heads and their width are told together only: 64 values a head are usual. */
  private void attention() {
    long width = last(in());
    long values = row.parameters().orElse(0L);
    long all3 = (values - width) / (4 * width + 3);
    for (long headsize : new long[] {64, 32, 128, 16, 8, all3}) {
      if (headsize > 0 && all3 % headsize == 0 && all3 > 0) {
        all.add(
            Candidate.of(
                    "MultiHeadAttention",
                    headsize == all3 ? 2 : 0.1 * Math.abs(64 - headsize) / 64,
                    "num_heads",
                    all3 / headsize,
                    "key_dim",
                    headsize)
                .said(all3 / headsize + " heads of " + headsize));
      }
    }
  }
}
