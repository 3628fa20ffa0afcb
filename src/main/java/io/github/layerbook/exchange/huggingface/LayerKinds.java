package io.github.layerbook.exchange.huggingface;

import io.github.layerbook.layer.attention.GroupedAttention;
import io.github.layerbook.layer.form.Options;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Which layers of a model are within a window, and which are turned by the position.
 *
 * @param config the configuration
 * @param slides for each layer whether it is within the window
 * @param turns for each layer whether queries and keys are turned
 * @param window how many keys a query sees there; null for no window
 */
record LayerKinds(
    Configuration config, List<Boolean> slides, List<Boolean> turns, @Nullable Size window) {
  static final String FULL = "full_attention";
  static final String SLIDING = "sliding_attention";
  static final String CHUNKED = "chunked_attention";

  /** As {@code layer_types} says, or a rule where it says nothing. */
  private static LayerKinds of(
      Configuration config, boolean isWindowed, String field, IntPredicate otherwise) {
    int layers = config.layers("num_hidden_layers");
    String kind = field.equals("sliding_window") ? SLIDING : CHUNKED;
    List<String> stated = config.words("layer_types", layers, List.of(FULL, kind));
    Long window = isWindowed ? config.optional(field) : null;
    List<Boolean> slides = new ArrayList<>();
    List<Boolean> turns = new ArrayList<>();
    for (int i = 0; i < layers; i++) {
      slides.add(stated == null ? isWindowed && otherwise.test(i) : stated.get(i).equals(kind));
      turns.add(true);
    }
    return new LayerKinds(
        config,
        slides,
        turns,
        window == null || window == 0 || !slides.contains(true) ? null : Size.of(window));
  }

  /** Qwen's: with {@code use_sliding_window}, layers from {@code max_window_layers} on. */
  static LayerKinds ofQwen(Configuration config) {
    long full = config.orZero("max_window_layers");
    return of(config, config.flag("use_sliding_window"), "sliding_window", i -> i >= full);
  }

  /** Qwen 2's mixtures: layers 0, 2, 4 and on below {@code max_window_layers}. */
  static LayerKinds ofQwenMixture(Configuration config) {
    long full = config.orZero("max_window_layers");
    return of(
        config, config.flag("use_sliding_window"), "sliding_window", i -> i % 2 == 0 && i < full);
  }

  /** The first layer slides, the second does not, and so on. */
  static LayerKinds alternating(Configuration config) {
    return of(config, true, "sliding_window", i -> i % 2 == 0);
  }

  /** Cohere's: every fourth layer, or what is stated, sees everything, and is not turned. */
  static LayerKinds ofCohere(Configuration config) {
    long every = config.number("sliding_window_pattern");
    LayerKinds kinds = of(config, true, "sliding_window", i -> (i + 1) % every != 0);
    return new LayerKinds(config, kinds.slides, kinds.slides, kinds.window);
  }

  /**
   * ModernBERT's: every third layer sees everything, others as many to each side as half a window.
   */
  static LayerKinds ofModernBert(Configuration config) {
    long every = config.number("global_attn_every_n_layers");
    LayerKinds kinds = of(config, true, "sliding_window", i -> i % every != 0);
    long side = config.number("local_attention") / 2;
    return new LayerKinds(config, kinds.slides, kinds.turns, Size.of(2 * side + 1));
  }

  /** OLMo 3's: every fourth layer sees everything. */
  static LayerKinds ofOlmo(Configuration config) {
    return of(config, true, "sliding_window", i -> (i + 1) % 4 != 0);
  }

  /** Exaone 4's: every fourth layer, or what is stated, sees everything. */
  static LayerKinds ofExaone(Configuration config) {
    long every = config.orZero("sliding_window_pattern");
    boolean isWindowed = every > 0 && config.optional("sliding_window") != null;
    return of(config, isWindowed, "sliding_window", i -> (i + 1) % every != 0);
  }

  /** CWM's: every fourth layer, the first among them, sees everything. */
  static LayerKinds ofCwm(Configuration config) {
    return of(config, config.optional("sliding_window") != null, "sliding_window", i -> i % 4 != 0);
  }

  /** Ministral's: every layer, unless a list says otherwise. */
  static LayerKinds listed(Configuration config) {
    return of(config, config.optional("sliding_window") != null, "sliding_window", i -> true);
  }

  /** Gemma 3's: every sixth layer, or what is stated, sees everything. */
  static LayerKinds ofGemma(Configuration config) {
    long every = config.number("sliding_window_pattern");
    return of(config, true, "sliding_window", i -> (i + 1) % every != 0);
  }

  /** SmolLM 3's: layers without rotary embedding slide. */
  static LayerKinds ofSmol(Configuration config) {
    List<Boolean> turns = turns(config);
    LayerKinds kinds =
        of(config, config.flag("use_sliding_window"), "sliding_window", i -> !turns.get(i));
    return new LayerKinds(config, kinds.slides, turns, kinds.window);
  }

  /** Llama 4's: layers with rotary embedding see a chunk. */
  static LayerKinds ofLlama4(Configuration config) {
    List<Boolean> turns = turns(config);
    LayerKinds kinds = of(config, true, "attention_chunk_size", turns::get);
    return new LayerKinds(config, kinds.slides, turns, kinds.window);
  }

  /** Which layers are turned: as a list of 1 and 0 says, or all but every so many. */
  private static List<Boolean> turns(Configuration config) {
    int layers = config.layers("num_hidden_layers");
    List<Long> stated = config.numbers("no_rope_layers");
    if (stated != null && !stated.isEmpty() && stated.size() != layers) {
      throw config.wrong(
          "no_rope_layers",
          " has %d entries, and there are %d layers: give it one for each"
              .formatted(stated.size(), layers));
    }
    List<Long> each = stated == null ? List.of() : stated;
    long every = each.isEmpty() ? config.number("no_rope_layer_interval") : 1;
    List<Boolean> turns = new ArrayList<>();
    for (int i = 0; i < layers; i++) {
      turns.add(each.isEmpty() ? (i + 1) % every != 0 : each.get(i) != 0);
    }
    return turns;
  }

  /** Returns the kinds that there are, in the order of names. */
  List<String> present() {
    LinkedHashSet<String> kinds = new LinkedHashSet<>();
    if (slides.contains(false)) {
      kinds.add(FULL);
    }
    if (slides.contains(true)) {
      kinds.add(SLIDING);
    }
    return List.copyOf(kinds);
  }

  /** Returns each layer's attention. */
  IntFunction<GroupedAttention> choose(Options<GroupedAttention> attention) {
    return choose(attention, attention);
  }

  /** Returns each layer's attention, of which those that are not turned are others. */
  IntFunction<GroupedAttention> choose(
      Options<GroupedAttention> turned, Options<GroupedAttention> unturned) {
    List<GroupedAttention> all = new ArrayList<>();
    for (boolean slide : List.of(false, true)) {
      all.add(windowed(unturned, slide).with(GroupedAttention::rotary, null).layer());
      all.add(windowed(turned, slide).layer());
    }
    return i -> all.get((slides.get(i) ? 2 : 0) + (turns.get(i) ? 1 : 0));
  }

  private Options<GroupedAttention> windowed(Options<GroupedAttention> attention, boolean slide) {
    return slide && window != null ? attention.with(GroupedAttention::window, window) : attention;
  }
}
