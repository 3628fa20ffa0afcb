package io.github.layerbook.exchange.huggingface;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.feedforward.FeedForward;
import io.github.layerbook.layer.feedforward.MixtureOfExperts;
import io.github.layerbook.layer.feedforward.Routing;
import io.github.layerbook.layer.form.Options;
import io.github.layerbook.size.Size;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/** Feed-forward parts of language models: dense ones, and mixtures of experts. */
final class FeedForwards {
  private static final String WIDTH = "intermediate_size";
  private static final String ACTIVATION = "hidden_act";

  private FeedForwards() {}

  /** Returns each layer's part as a plan says. */
  static IntFunction<Layer> of(DecoderPlan plan) {
    return plan.part("experts")
        .map(experts -> mixtures(plan, experts))
        .orElseGet(() -> always(dense(plan)));
  }

  /** The same layer in each block. */
  private static IntFunction<Layer> always(Layer layer) {
    return i -> layer;
  }

  private static Layer dense(DecoderPlan plan) {
    Configuration config = plan.config();
    Size width = config.size(plan.word("feed_width", WIDTH));
    Activation.Kind kind = config.activation(plan.word("activation", ACTIVATION));
    boolean isGated = !plan.is("feed_plain");
    return new FeedForward(
        width, kind, isGated, plan.is("feed_bias"), false, plan.word("feed", ""));
  }

  private static IntFunction<Layer> mixtures(DecoderPlan plan, DecoderPlan experts) {
    Configuration config = plan.config();
    String where = experts.word("where", "");
    String count = experts.word("count", "");
    if (where.equals("steps") && config.orZero(count) == 0) {
      return always(dense(plan));
    }
    Layer mixture = mixture(plan, experts, count);
    if (where.isEmpty()) {
      return always(mixture);
    }
    Layer dense = dense(plan);
    IntPredicate isSparse = sparse(config, where);
    return i -> isSparse.test(i) ? mixture : dense;
  }

  private static Layer mixture(DecoderPlan plan, DecoderPlan experts, String count) {
    Configuration config = plan.config();
    String width = experts.word("width", WIDTH);
    Options<MixtureOfExperts> mixture =
        mixture(config, count, width)
            .with(
                MixtureOfExperts::routing,
                Routing.valueOf(experts.word("routing", "plain").toUpperCase(Locale.ROOT)))
            .with(MixtureOfExperts::bias, experts.is("bias"))
            .with(MixtureOfExperts::transposed, experts.is("transposed"))
            .with(MixtureOfExperts::names, experts.word("names", "gate+experts+shared_experts"));
    String shared = experts.word("shared", "");
    long hidden = shared.isEmpty() ? 0 : shared(config, shared, width);
    return hidden == 0
        ? mixture.layer()
        : mixture
            .with(MixtureOfExperts::shared, Size.of(hidden))
            .with(MixtureOfExperts::sharedgate, experts.is("gate"))
            .with(MixtureOfExperts::sharedbias, experts.is("shared_bias"))
            .layer();
  }

  /**
   * How wide the shared expert is: as a field says, or so many times as wide as the others as there
   * are shared ones, which are one.
   */
  private static long shared(Configuration config, String field, String width) {
    return field.startsWith("n_")
        ? Math.multiplyExact(config.orZero(field), config.number(width))
        : config.number(field);
  }

  /** Experts as the usual fields say, with another name for their number and their width. */
  private static Options<MixtureOfExperts> mixture(
      Configuration config, String experts, String width) {
    long all = config.number(experts);
    long top = config.number("num_experts_per_tok");
    if (top > all) {
      throw config.wrong(
          "num_experts_per_tok",
          " is %d, and %s %d: use at most %d".formatted(top, experts, all, all));
    }
    return Options.of(Options.make(MixtureOfExperts.class, Size.of(all)))
        .with(MixtureOfExperts::hidden, config.size(width))
        .with(MixtureOfExperts::top, Size.of(top))
        .with(MixtureOfExperts::activation, config.activation(ACTIVATION));
  }

  /** Which layers' part is a mixture. */
  private static IntPredicate sparse(Configuration config, String where) {
    switch (where) {
      case "steps" -> {
        List<Long> dense = config.numbers("mlp_only_layers");
        long every = config.number("decoder_sparse_step");
        return i -> (i + 1) % every == 0 && (dense == null || !dense.contains((long) i));
      }
      case "listed" -> {
        List<Long> listed = config.numbers("moe_layers");
        long every = listed == null ? config.number("interleave_moe_layer_step") : 1;
        return i -> listed == null ? (i + 1) % every == 0 : listed.contains((long) i);
      }
      default -> {
        long first = config.orZero("first_k_dense_replace");
        return i -> i >= first;
      }
    }
  }
}
