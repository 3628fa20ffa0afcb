package io.github.layerbook.exchange.pytorch.summary;

import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.fitting.Candidate;
import io.github.layerbook.exchange.fitting.Fits;
import io.github.layerbook.exchange.fitting.Kernel;
import io.github.layerbook.exchange.fitting.Sliding;
import io.github.layerbook.exchange.fitting.Windows;
import io.github.layerbook.exchange.pytorch.PyTorch;
import io.github.layerbook.exchange.tracing.TracedTensor;
import io.github.layerbook.layer.Declaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The arguments with which a class may make of an input what a row states. */
final class TorchCandidates {
  private static final long LARGEST_POOL = 16;

  /** What costs this much more than the best is no rival of it. */
  private static final double NEAR = 1;

  private final TableRow row;
  private final String type;
  private final List<Long> in;
  private final List<Long> out;
  private final long count;
  private final int axes;
  private final List<Candidate> all = new ArrayList<>();

  private TorchCandidates(String type, TableRow row, List<Long> in) {
    this.row = row;
    this.type = type;
    this.in = in;
    this.out = row.each();
    this.count = row.parameters().orElse(0L);
    this.axes = type.matches(".*[123]d") ? type.charAt(type.length() - 2) - '0' : -1;
  }

  /**
   * Tries what a row may be.
   *
   * @param in the input's extents without the batch
   */
  static Fits fits(TableRow row, List<Long> in) {
    Optional<Entry> entry = PyTorch.printed(row.type());
    if (entry.isEmpty() || row.output().isEmpty()) {
      return Fits.NONE;
    }
    TorchCandidates candidates = new TorchCandidates(entry.get().name(), row, in);
    if (!in.isEmpty() && !candidates.out.isEmpty()) {
      candidates.add();
    }
    return Fits.of(
        PyTorch.dialect(),
        candidates.all,
        NEAR,
        List.of(TracedTensor.batched(in)),
        (declared, outputs) -> agrees(row, declared, outputs.get(0)));
  }

  /** A module that ran before has its parameters there; buffers are none. */
  private static boolean agrees(TableRow row, Declaration declared, List<Long> output) {
    return (row.again()
            || row.parameters().map(n -> n == Fits.values(declared, false)).orElse(true))
        && output.subList(1, output.size()).equals(row.each());
  }

  private Candidate candidate(double cost, @Nullable Object... arguments) {
    return Candidate.of(type, cost, arguments);
  }

  private long lastIn() {
    return in.get(in.size() - 1);
  }

  private long lastOut() {
    return out.get(out.size() - 1);
  }

  private void add() {
    if (type.matches("Conv[123]d") && isMaps()) {
      convolution();
    } else if (type.matches("ConvTranspose[123]d") && isMaps()) {
      transposed();
    } else if (type.matches("(?:Max|Avg)Pool[123]d") && isMaps()) {
      pool();
    } else if (type.startsWith("Adaptive")) {
      all.add(candidate(0, "output_size", out.subList(1, out.size())));
    } else if (type.matches("LSTM|GRU|RNN")) {
      recurrent();
    } else {
      other();
    }
  }

  private boolean isMaps() {
    return in.size() == axes + 1 && out.size() == axes + 1;
  }

  private void other() {
    switch (type) {
      case "Linear" -> {
        all.add(candidate(0, "in_features", lastIn(), "out_features", lastOut()));
        all.add(candidate(1, "in_features", lastIn(), "out_features", lastOut(), "bias", false));
      }
      case "Embedding" -> {
        if (count > 0 && count % lastOut() == 0) {
          all.add(candidate(0, "num_embeddings", count / lastOut(), "embedding_dim", lastOut()));
        }
      }
      case "BatchNorm1d", "BatchNorm2d", "BatchNorm3d", "SyncBatchNorm" -> {
        all.add(candidate(0, "num_features", in.get(0)));
        all.add(candidate(1, "num_features", in.get(0), "affine", false));
        all.add(candidate(2, "num_features", lastIn()));
      }
      case "InstanceNorm1d", "InstanceNorm2d", "InstanceNorm3d" -> {
        all.add(candidate(0, "num_features", in.get(0)));
        all.add(candidate(1, "num_features", in.get(0), "affine", true));
      }
      case "GroupNorm" -> {
        for (long groups : new long[] {32, 16, 8, 4, 2, 1}) {
          all.add(candidate(groups == 32 ? 0 : 1, "num_groups", groups, "num_channels", in.get(0)));
        }
      }
      case "LayerNorm", "RMSNorm" -> {
        for (int from = in.size() - 1; from >= 0; from--) {
          List<Long> shape = in.subList(from, in.size());
          all.add(candidate(in.size() - from, "normalized_shape", shape));
        }
      }
      case "PReLU" -> {
        all.add(candidate(0));
        all.add(candidate(1, "num_parameters", in.get(0)));
      }
      case "Upsample", "UpsamplingNearest2d", "UpsamplingBilinear2d" ->
          all.add(candidate(0, "size", out.subList(1, out.size())));
      case "PixelShuffle" -> {
        for (long times = 2; times <= 8; times++) {
          all.add(candidate(0, "upscale_factor", times));
        }
      }
      case "Unflatten" -> all.add(candidate(0, "dim", 1L, "unflattened_size", out));
      case "ZeroPad2d", "ReflectionPad2d", "ReplicationPad2d" -> padded();
      case "LocalResponseNorm" -> all.add(candidate(0, "size", 5L));
      case "Flatten" -> {
        all.add(candidate(0));
        all.add(candidate(1, "start_dim", 2L));
      }
      default -> all.add(candidate(0));
    }
  }

  private void padded() {
    if (in.size() == 3 && out.size() == 3) {
      long height = out.get(1) - in.get(1);
      long width = out.get(2) - in.get(2);
      all.add(
          candidate(0)
              .with(
                  "padding",
                  List.of(width / 2, width - width / 2, height / 2, height - height / 2)));
    }
  }

  private void convolution() {
    long channels = in.get(0);
    long filters = out.get(0);
    for (Windows.Convolution each : windows().convolutions(channels, filters, count)) {
      Sliding window = each.window();
      Candidate call =
          candidate(
                  each.cost(),
                  "in_channels",
                  channels,
                  "out_channels",
                  filters,
                  "kernel_size",
                  window.kernel().extents(),
                  "stride",
                  window.strides(),
                  "padding",
                  window.amounts())
              .said(window.toString());
      call = window.dilation() > 1 ? call.with("dilation", window.dilation()) : call;
      call = each.groups() > 1 ? call.with("groups", each.groups()) : call;
      all.add(each.bias() ? call : call.with("bias", false));
    }
  }

  /** Windows from the input to the output: of the kernel that a column tells, if it does. */
  private Windows windows() {
    return new Windows(
        in.subList(1, in.size()),
        out.subList(1, out.size()),
        Sliding::byNumber,
        kernel -> row.kernel().size() != axes || kernel.extents().equals(row.kernel()));
  }

  private void transposed() {
    long channels = in.get(0);
    long filters = out.get(0);
    for (boolean bias : new boolean[] {true, false}) {
      long products = count - (bias ? filters : 0);
      if (products <= 0 || products % (channels * filters) != 0) {
        continue;
      }
      for (Kernel kernel : windows().kernels(products / channels / filters)) {
        for (long stride = 1; stride <= 8; stride++) {
          grown(kernel, stride, bias);
        }
      }
    }
  }

  private void grown(Kernel kernel, long stride, boolean bias) {
    long side = kernel.extents().get(0);
    for (long padding = 0; padding <= side / 2; padding++) {
      long added = out.get(1) - ((in.get(1) - 1) * stride - 2 * padding + side);
      if (added >= 0 && added < stride) {
        Candidate call =
            candidate(kernel.cost() + added * 0.1 + (padding == 0 || added == 0 ? 0 : 0.05))
                .with("in_channels", in.get(0))
                .with("out_channels", out.get(0))
                .with("kernel_size", kernel.extents())
                .with("stride", stride)
                .with("padding", padding)
                .with("output_padding", added);
        all.add(bias ? call : call.with("bias", false).dearer(0.3));
      }
    }
  }

  private void pool() {
    List<Long> from = in.subList(1, in.size());
    List<Long> to = out.subList(1, out.size());
    boolean told = !row.kernel().isEmpty();
    for (long side = 2; side <= LARGEST_POOL; side++) {
      if (told && row.kernel().get(0) != side) {
        continue;
      }
      Kernel kernel = Kernel.square(side, axes);
      for (boolean up : new boolean[] {false, true}) {
        for (Sliding sliding : pools(from, to, kernel, up)) {
          boolean own = sliding.strides().get(0) == side;
          boolean usual = side == 3 && sliding.strides().get(0) <= 2;
          Candidate call =
              candidate(
                      sliding.cost()
                          + (side % 2 == 0 ? -0.4 : 0)
                          + (own ? 0 : usual ? 0.4 : 2)
                          + (up ? 1 : 0))
                  .with("kernel_size", side)
                  .with("stride", sliding.strides())
                  .with("padding", sliding.amounts())
                  .said(sliding + (up ? ", rounded up" : ""));
          all.add(up ? call.with("ceil_mode", true) : call);
        }
      }
    }
  }

  /** Where the last window may begin outside, the output is one longer. */
  private static List<Sliding> pools(List<Long> from, List<Long> to, Kernel kernel, boolean up) {
    List<Long> floor = up ? to.stream().map(extent -> extent - 1).toList() : to;
    return floor.stream().allMatch(extent -> extent > 0)
        ? Sliding.byNumber(from, floor, kernel)
        : List.of();
  }

  private void recurrent() {
    for (long directions : new long[] {1, 2}) {
      if (lastOut() % directions != 0) {
        continue;
      }
      for (long layers = 1; layers <= 8; layers++) {
        for (boolean bias : new boolean[] {true, false}) {
          Candidate call =
              candidate(layers + (bias ? 0 : 0.5))
                  .with("input_size", lastIn())
                  .with("hidden_size", lastOut() / directions)
                  .with("num_layers", layers)
                  .with("batch_first", true);
          call = directions == 2 ? call.with("bidirectional", true) : call;
          all.add(bias ? call : call.with("bias", false));
        }
      }
    }
  }
}
