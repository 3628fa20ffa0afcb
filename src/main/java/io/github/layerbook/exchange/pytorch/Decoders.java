package io.github.layerbook.exchange.pytorch;

import io.github.layerbook.exchange.Binding;
import io.github.layerbook.exchange.Call;
import io.github.layerbook.exchange.Codec;
import io.github.layerbook.exchange.EntryBuilder;
import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.exchange.Writing;
import io.github.layerbook.exchange.rewriting.OwnCode;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.attention.GroupedAttention;
import io.github.layerbook.layer.attention.LatentAttention;
import io.github.layerbook.layer.attention.ProjectionBias;
import io.github.layerbook.layer.attention.RotaryEmbedding;
import io.github.layerbook.layer.feedforward.FeedForward;
import io.github.layerbook.layer.feedforward.MixtureOfExperts;
import io.github.layerbook.layer.linear.TransposedLinear;
import io.github.layerbook.size.Size;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Modules of our own for what language models are made of. */
final class Decoders {
  /** Queries, keys and values of which those of each group of heads lie together. */
  private static final String GROUPED = "query_key_value";

  private static final String LINEAR = "nn.Linear";
  private static final String TRANSPOSED = "TransposedLinear";
  private static final Codec OR_ZERO = orZero();

  private Decoders() {}

  static List<EntryBuilder> entries() {
    return List.of(
        module(TransposedLinear.class)
            .signature("in_features out_features:out bias=True")
            .writing(features("in_features")),
        module(RotaryEmbedding.class).signature("features").codec("features", Codec.channels(0)),
        grouped(),
        latent(),
        fused(),
        mixture());
  }

  private static EntryBuilder module(Class<? extends Layer> type) {
    return EntryBuilder.of(type, OwnCode.MODULE, type.getSimpleName()).arranged(TorchAxes::last);
  }

  private static Binding.Writer features(String argument) {
    return (writing, arguments) -> arguments.put(argument, writing.channels(0).value());
  }

  private static EntryBuilder grouped() {
    return module(GroupedAttention.class)
        .signature(
            "features heads key_heads:keyheads head_size:headsize context_features=None rotary=0"
                + " theta=10000.0 window=None divisor=None softcap=0.0 buckets=0 norm=none sinks=False alibi=False"
                + " gated=False causal=True context=False linear=nn.Linear bias=False key_bias=False"
                + " out_bias=False explicit=False capped=False bucketed=False grouped=False"
                + " qkv_proj=None q_proj=None k_proj=None v_proj=None o_proj=None")
        .writing(features("features"))
        .codec("keyheads", Codec.orElse(writing -> (Size) value(writing, "heads")))
        .codec("headsize", Codec.orElse(Decoders::headSize))
        .codec("rotary", OR_ZERO)
        .codec("buckets", OR_ZERO)
        .bound(List.of("names"), Decoders::readNames, Decoders::writeNames)
        .bound(List.of("bias"), Decoders::readBias, Decoders::writeBias)
        .computed("transposed", Decoders::isTransposed, "linear", Decoders::linear)
        .bound(
            List.of("causal"),
            (call, options) ->
                options.put("causal", call.flag("causal") || !call.isAbsent("context_features")),
            Decoders::writeMasks);
  }

  private static Object value(Writing writing, String option) {
    return Objects.requireNonNull(writing.get(option));
  }

  private static Size headSize(Writing writing) {
    return Size.of(writing.channels(0).value() / ((Size) value(writing, "heads")).value());
  }

  private static boolean isTransposed(Call call) {
    return call.text("linear").equals(TRANSPOSED);
  }

  private static String linear(Writing writing) {
    return writing.flag("transposed") ? TRANSPOSED : LINEAR;
  }

  /** What a projection is called; a dot in a name, as of one in a list, is no part of a field. */
  private static String field(String name) {
    return name.replace('.', '_');
  }

  private static List<String> names(Writing writing) {
    return List.of(field((String) value(writing, "names")).split("\\+", -1));
  }

  private static void writeNames(Writing writing, Map<String, @Nullable Object> arguments) {
    List<String> names = names(writing);
    if (names.size() <= 2) {
      arguments.put("qkv_proj", names.get(0));
      arguments.put("grouped", names.get(0).equals(GROUPED));
    } else {
      arguments.put("q_proj", names.get(0));
      arguments.put("k_proj", names.get(1));
      arguments.put("v_proj", names.get(2));
    }
    arguments.put("o_proj", names.size() % 2 == 0 ? names.get(names.size() - 1) : null);
  }

  private static void readNames(Call call, Map<String, @Nullable Object> options) {
    options.put(
        "names",
        String.join(
            "+",
            List.of("qkv_proj", "q_proj", "k_proj", "v_proj", "o_proj").stream()
                .filter(name -> !call.isAbsent(name))
                .map(call::text)
                .toList()));
  }

  private static void writeBias(Writing writing, Map<String, @Nullable Object> arguments) {
    ProjectionBias bias = (ProjectionBias) value(writing, "bias");
    int names = names(writing).size();
    arguments.put("bias", bias.ofQueries());
    arguments.put("key_bias", names > 2 && bias.ofKeys());
    arguments.put("out_bias", names % 2 == 0 && bias.ofOutput());
  }

  private static void readBias(Call call, Map<String, @Nullable Object> options) {
    boolean fused = !call.isAbsent("qkv_proj");
    for (ProjectionBias each : ProjectionBias.values()) {
      if (each.ofQueries() == call.flag("bias")
          && (fused || each.ofKeys() == call.flag("key_bias"))
          && (call.isAbsent("o_proj") || each.ofOutput() == call.flag("out_bias"))) {
        options.putIfAbsent("bias", each);
      }
    }
  }

  private static void writeMasks(Writing writing, Map<String, @Nullable Object> arguments) {
    boolean self = writing.inputs().size() < 2;
    if (!self && (writing.get("window") != null || writing.get("rotary") != null)) {
      throw new NotExpressibleException("attention to another input has neither window nor places");
    }
    arguments.put("context_features", self ? null : writing.channels(1).value());
    arguments.put("context", !self);
    arguments.put("causal", self && writing.flag("causal"));
    boolean capped = !Double.valueOf(0).equals(writing.get("softcap"));
    boolean bucketed = writing.get("buckets") != null;
    arguments.put("capped", capped);
    arguments.put("bucketed", bucketed);
    arguments.put("explicit", capped || bucketed || writing.flag("sinks") || writing.flag("alibi"));
  }

  private static EntryBuilder latent() {
    return module(LatentAttention.class)
        .signature(
            "features heads latent head_size:headsize rotary value_size:valuesize"
                + " query_latent:querylatent=None theta=10000.0 bias=False compressed=False")
        .writing(features("features"))
        .writing("compressed", writing -> writing.get("querylatent") != null);
  }

  private static EntryBuilder fused() {
    return EntryBuilder.of(FeedForward.class, OwnCode.MODULE, "FusedFeedForward")
        .fixed("gated", true)
        .signature(
            "features hidden activation=silu linear=nn.Linear bias=False first=None last=None")
        .writing(features("features"))
        .writing((writing, arguments) -> OwnModules.functional(arguments.get("activation")))
        .computed("transposed", Decoders::isTransposed, "linear", Decoders::linear)
        .bound(
            List.of("names"),
            (call, options) -> options.put("names", call.text("first") + "+" + call.text("last")),
            (writing, arguments) -> {
              List<String> layers = ((FeedForward) writing.layer()).layers();
              if (layers.size() != 2) {
                throw new NotExpressibleException("its layers are modules of their own");
              }
              arguments.put("first", field(layers.get(0)));
              arguments.put("last", field(layers.get(1)));
            })
        .arranged(TorchAxes::last);
  }

  private static EntryBuilder mixture() {
    return module(MixtureOfExperts.class)
        .signature(
            "features experts hidden top=2 activation=silu shared=None groups=1 top_groups:topgroups=1"
                + " factor=1.0 routing=plain normalized=True bias=False bounded=False router_bias=False"
                + " shared_bias:sharedbias=False transposed=False router=gate"
                + " experts_name=experts shared_experts=None shared_gate=None")
        .writing(features("features"))
        .bound(
            List.of("names", "sharedgate", "normalized"),
            Decoders::readMixture,
            Decoders::writeMixture);
  }

  private static void writeMixture(Writing writing, Map<String, @Nullable Object> arguments) {
    Object activation = arguments.get("activation");
    OwnModules.functional(activation);
    List<String> names = names(writing);
    boolean shared = writing.get("shared") != null;
    arguments.put("router", names.get(0));
    arguments.put("experts_name", names.get(1));
    arguments.put("shared_experts", shared ? names.get(2) : null);
    arguments.put(
        "shared_gate", shared && writing.flag("sharedgate") ? names.get(2) + "_gate" : null);
    boolean biased = "biased".equals(arguments.get("routing"));
    arguments.put("router_bias", biased);
    arguments.put(
        "bounded", biased && writing.flag("bias") && !shared && "silu".equals(activation));
    arguments.put("normalized", !biased && writing.flag("normalized"));
  }

  private static void readMixture(Call call, Map<String, @Nullable Object> options) {
    String shared =
        call.isAbsent("shared_experts") ? "shared_experts" : call.text("shared_experts");
    options.put(
        "names", "%s+%s+%s".formatted(call.text("router"), call.text("experts_name"), shared));
    options.put("normalized", call.flag("normalized") || call.flag("router_bias"));
    options.put("sharedgate", !call.isAbsent("shared_gate"));
  }

  /** A size that is 0 where the layer has none. */
  private static Codec orZero() {
    return new Codec() {
      @Override
      public @Nullable Object read(String argument, @Nullable Object value) {
        return Long.valueOf(0).equals(value) ? null : SIZE.read(argument, value);
      }

      @Override
      public @Nullable Object write(@Nullable Object option, Writing writing) {
        return option == null ? Long.valueOf(0) : SIZE.write(option, writing);
      }
    };
  }
}
