package io.github.layerbook.exchange.huggingface;

import io.github.layerbook.exchange.huggingface.Model.LayerOf;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.attention.GroupedAttention;
import io.github.layerbook.layer.attention.HeadNorm;
import io.github.layerbook.layer.attention.LatentAttention;
import io.github.layerbook.layer.attention.ProjectionBias;
import io.github.layerbook.layer.form.Options;
import io.github.layerbook.layer.normalization.LayerNormalization;
import io.github.layerbook.size.Size;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Language models that a {@link DecoderPlan} tells whole. */
final class PlannedDecoder {
  private static final String BEFORE = "before";
  private static final String BESIDE = "beside";
  private static final List<String> BASE = List.of("model", "embed_tokens", "layers", "norm");

  /** Rules which layers are within a window, and which are turned by the position. */
  private static final Map<String, Function<Configuration, LayerKinds>> WINDOWS =
      Map.ofEntries(
          Map.entry("qwen", LayerKinds::ofQwen),
          Map.entry("qwen2_moe", LayerKinds::ofQwenMixture),
          Map.entry("alternating", LayerKinds::alternating),
          Map.entry("cohere2", LayerKinds::ofCohere),
          Map.entry("olmo3", LayerKinds::ofOlmo),
          Map.entry("gemma3", LayerKinds::ofGemma),
          Map.entry("smollm3", LayerKinds::ofSmol),
          Map.entry("llama4", LayerKinds::ofLlama4),
          Map.entry("exaone4", LayerKinds::ofExaone),
          Map.entry("cwm", LayerKinds::ofCwm),
          Map.entry("listed", LayerKinds::listed));

  private final Model model;
  private final Configuration config;
  private final DecoderPlan plan;

  private PlannedDecoder(Model model, String type) {
    this.model = model;
    this.config = model.config();
    this.plan = DecoderPlan.of(config, type);
  }

  /** Builds a model of a type. */
  static void build(Model model, String type) {
    new PlannedDecoder(model, type).build();
  }

  private void build() {
    Decoder decoder = decoder();
    if (plan.is("latent")) {
      decoder
          .turning(config.number("qk_rope_head_dim"))
          .build(layers(i -> latent(config, config.flag("attention_bias"))));
      return;
    }
    long turned = turned(config, plan);
    Options<GroupedAttention> attention = attention(config, plan);
    String window = plan.first("window", "");
    Function<Configuration, LayerKinds> rule = WINDOWS.get(window);
    if (rule == null) {
      GroupedAttention each = window.isEmpty() ? attention.layer() : windowed(attention).layer();
      decoder.turning(turned).build(layers(i -> each));
      return;
    }
    LayerKinds kinds = rule.apply(config);
    Options<GroupedAttention> unturned =
        plan.is("heads_turned") ? attention.with(GroupedAttention::norm, HeadNorm.NONE) : attention;
    decoder
        .turning(turned, plan.is("turned_kinds") ? kinds.present() : List.of(""))
        .build(layers(kinds.choose(attention, unturned)));
  }

  private Decoder decoder() {
    List<String> base = plan.names("base", BASE);
    Decoder decoder =
        new Decoder(model).named(base.get(0), base.get(1), base.get(2), base.get(3)).norm(norm());
    Decoder scaled = plan.is("scaled") ? decoder.scaled() : decoder;
    return plan.is("output_bias") ? scaled.biased() : scaled;
  }

  private Layer norm() {
    return switch (plan.word("norm", "rms")) {
      case "layer" -> Model.layerNorm();
      case "unshifted" -> Model.unshifted();
      case "plain" -> new LayerNormalization(List.of(), AxisOrder.HWC, false, false);
      default -> Model.rms();
    };
  }

  private LayerOf layers(IntFunction<? extends Layer> attention) {
    Layer norm = norm();
    IntFunction<Layer> feedForward = FeedForwards.of(plan);
    String layout = plan.first("layout", BEFORE);
    List<String> names =
        plan.names("names", layout.equals(BESIDE) ? Decoder.BESIDE : Decoder.USUAL);
    return switch (layout) {
      case BESIDE -> Decoder.beside(norm, names, attention, feedForward);
      case BEFORE -> Decoder.before(norm, names, attention, feedForward);
      case "after" ->
          (block, i) -> {
            block.residual(
                part -> part.add(names.get(0), attention.apply(i)).add(names.get(1), norm));
            block.residual(
                part -> part.add(names.get(2), feedForward.apply(i)).add(names.get(3), norm));
          };
      default -> // before and after
          (block, i) -> {
            block.residual(
                part ->
                    part.add(names.get(0), norm)
                        .add(names.get(1), attention.apply(i))
                        .add(names.get(2), norm));
            block.residual(
                part ->
                    part.add(names.get(3), norm)
                        .add(names.get(4), feedForward.apply(i))
                        .add(names.get(5), norm));
          };
    };
  }

  /** Attention as a plan says, without a window. */
  static Options<GroupedAttention> attention(Configuration config, DecoderPlan plan) {
    long head = headSize(config, plan);
    long heads = config.number("num_attention_heads");
    String keyHeads = plan.word("key_heads", "num_key_value_heads");
    HeadNorm norm = HeadNorm.valueOf(plan.first("heads", "none").toUpperCase(Locale.ROOT));
    return Decoder.attention(
            heads,
            keyHeads.isEmpty() ? heads : config.keyHeads(keyHeads, "num_attention_heads"),
            head)
        .with(GroupedAttention::bias, bias(plan.holding("bias")))
        .with(GroupedAttention::norm, norm)
        .with(GroupedAttention::rotary, Decoder.even(turned(config, plan)))
        .with(GroupedAttention::sinks, plan.is("sinks"))
        .with(GroupedAttention::gated, plan.is("gated"))
        .with(GroupedAttention::names, plan.word("projections", "q_proj+k_proj+v_proj+o_proj"));
  }

  private static long headSize(Configuration config, DecoderPlan plan) {
    return config.headSize(
        plan.word("head_size", "head_dim"), "hidden_size", "num_attention_heads");
  }

  /** How many features of a head are turned: a share of them, or all. */
  static long turned(Configuration config, DecoderPlan plan) {
    long head = headSize(config, plan);
    return plan.word("rotary", "").equals("partial") ? Decoder.turned(config, head) : head;
  }

  private static ProjectionBias bias(List<String> words) {
    boolean isInput = words.contains("inputs");
    boolean isOutput = words.contains("output");
    if (words.contains("all") || (isInput && isOutput)) {
      return ProjectionBias.ALL;
    }
    return isInput ? ProjectionBias.INPUTS : isOutput ? ProjectionBias.OUTPUT : ProjectionBias.NONE;
  }

  /** Attention within the configuration's window, if it has one. */
  private Options<GroupedAttention> windowed(Options<GroupedAttention> attention) {
    Long window = config.optional("sliding_window");
    return attention.with(
        GroupedAttention::window, window == null ? null : Size.of(Math.max(1, window)));
  }

  /** DeepSeek's attention to latent vectors. */
  private static Layer latent(Configuration config, boolean bias) {
    long turned = config.number("qk_rope_head_dim");
    long plain = config.number("qk_nope_head_dim");
    Long together = config.stated("qk_head_dim");
    if (together != null && together != turned + plain) {
      throw config.wrong(
          "qk_head_dim",
          " is %d, and qk_nope_head_dim + qk_rope_head_dim %d: leave it out"
              .formatted(together, turned + plain));
    }
    Long queries = config.optional("q_lora_rank");
    config.optional("num_key_value_heads");
    return new LatentAttention(
        config.size("num_attention_heads"),
        config.size("kv_lora_rank"),
        queries == null ? null : config.size("q_lora_rank"),
        Size.of(plain),
        Size.of(turned),
        config.size("v_head_dim"),
        bias);
  }
}
