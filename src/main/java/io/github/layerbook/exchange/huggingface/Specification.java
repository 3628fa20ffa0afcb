package io.github.layerbook.exchange.huggingface;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.layerbook.claim.Claims;
import io.github.layerbook.exchange.form.Problem;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.form.TextForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A language model's sizes in words, as people list them: {@code d_model: 1,024}, {@code n_layers =
 * 16}, {@code RMSNorm}, {@code tied embeddings}.
 *
 * <p>Read as the configuration of a family that has what the text names: Llama's where it names
 * rotary positions, root mean squares or gates, else GPT-2's. Which, and what was assumed, is
 * noted; a total that the text states is a claim.
 */
public final class Specification implements TextForm {
  /** The form. */
  public static final Specification FORM = new Specification();

  private static final int LONGEST = 4_000;
  private static final String NUMBER = "(\\d[\\d,]*(?:\\.\\d+)?\\s?[kKmM]?\\b)";

  /** A size, the words for it before or behind its number, and its names in both families. */
  private enum Field {
    WIDTH(
        "d_?model|d_?embed|hidden[ _](?:size|dim(?:ension)?)|n_embd|(?:embedding|model) dim(?:ension)?",
        "n_embd",
        "hidden_size"),
    LAYERS(
        "n_?layers?|num(?:ber of)?[ _](?:hidden[ _])?layers|layers|blocks|depth",
        "n_layer",
        "num_hidden_layers"),
    KEY_HEADS(
        "n_?kv_?heads|num_key_value_heads|(?:kv|key[-/ ]?value)[ _-]?heads",
        "",
        "num_key_value_heads"),
    HEADS(
        "n_?heads?|num(?:ber of)?[ _](?:attention[ _])?heads|attention heads|heads",
        "n_head",
        "num_attention_heads"),
    HIDDEN(
        "d_?ff|ffn?[ _](?:dim|size|hidden)|intermediate[ _]size|(?:mlp|feed-?forward)[ _](?:dim|size|width|hidden)",
        "n_inner",
        "intermediate_size"),
    VOCABULARY("n_?vocab|vocab(?:ulary)?(?:[ _]size)?", "vocab_size", "vocab_size"),
    CONTEXT(
        "n_?ctx|context(?:[ _](?:length|size))?|max_seq_len|sequence length|block_size",
        "n_positions",
        "max_position_embeddings");

    private final Pattern before;
    private final Pattern behind;
    private final String plain;
    private final String gated;

    Field(String words, String plain, String gated) {
      String word = "(?i)(?<![\\w])(?:" + words + ")(?![\\w])";
      this.before = Pattern.compile(word + "[ \\t:=(*`\"]{1,4}(?:is |of )?" + NUMBER);
      this.behind = Pattern.compile(NUMBER + "\\s+" + word);
      this.plain = plain;
      this.gated = gated;
    }

    private Optional<Long> in(String text) {
      Matcher first = before.matcher(text);
      if (first.find()) {
        return Optional.of(number(first.group(1), text.substring(first.end())));
      }
      Matcher last = behind.matcher(text);
      return last.find() ? Optional.of(number(last.group(1), "")) : Optional.empty();
    }

    /** A number; behind one that is rounded, {@code 32k (32,000)}, the exact one is meant. */
    private static long number(String written, String rest) {
      Matcher exact = Pattern.compile("^\\s*\\(([\\d,]{3,12})\\)").matcher(rest);
      String text = (exact.find() ? exact.group(1) : written).replaceAll("[,\\s]", "");
      char last = Character.toLowerCase(text.charAt(text.length() - 1));
      double unit = last == 'k' ? 1e3 : last == 'm' ? 1e6 : 1;
      return Math.round(
          Double.parseDouble(unit > 1 ? text.substring(0, text.length() - 1) : text) * unit);
    }
  }

  private static final Pattern TIMES =
      Pattern.compile("(?i)\\bd_?ff\\W{1,4}(\\d{1,2})\\s*[x*×]\\s*d_?model");
  private static final Pattern GATED =
      Pattern.compile("(?i)\\b(?:rms[- ]?norm|rotary|rope|swiglu|geglu|llama)");
  private static final Pattern UNTIED =
      Pattern.compile("(?i)\\b(?:untied|not tied|no weight tying|tie_word_embeddings\\W+false)");
  private static final Pattern TIED = Pattern.compile("(?i)\\bti(?:ed|e_|es)\\b|weight tying");
  private static final Pattern TOTAL = Pattern.compile("(?i).*\\bparam(?:eter)?s\\b.*");

  private Specification() {}

  @Override
  public String title() {
    return "a language model's sizes";
  }

  @Override
  public boolean recognises(String text) {
    return text.length() <= LONGEST
        && Field.WIDTH.in(text).isPresent()
        && Field.LAYERS.in(text).isPresent()
        && (Field.HEADS.in(text).isPresent() || Field.VOCABULARY.in(text).isPresent());
  }

  @Override
  public ReadNetwork read(String text, ReadingOptions options) {
    boolean gated = GATED.matcher(text).find();
    ObjectNode config = JsonNodeFactory.instance.objectNode();
    config.put("model_type", gated ? "llama" : "gpt2");
    config.putArray("architectures").add(gated ? "LlamaForCausalLM" : "GPT2LMHeadModel");
    List<String> missing = new ArrayList<>();
    for (Field field : Field.values()) {
      String name = gated ? field.gated : field.plain;
      Optional<Long> size = field == Field.HIDDEN ? hidden(text) : field.in(text);
      if (size.isPresent() && !name.isEmpty()) {
        config.put(name, size.get());
      } else if (field == Field.VOCABULARY || field == Field.HEADS) {
        missing.add(field == Field.HEADS ? "the number of heads" : "the size of the vocabulary");
      }
    }
    if (!missing.isEmpty()) {
      String asked = String.join(" and ", missing);
      return ReadNetwork.failed(
          List.of(), List.of(new Problem(0, "the text does not say " + asked + ": add it")));
    }
    boolean tied = TIED.matcher(text).find() && !UNTIED.matcher(text).find();
    config.put("tie_word_embeddings", gated ? tied : !UNTIED.matcher(text).find());
    return told(HuggingFace.form().read(config.toString(), options), gated, text);
  }

  private static Optional<Long> hidden(String text) {
    Matcher times = TIMES.matcher(text);
    return times.find()
        ? Field.WIDTH.in(text).map(width -> Long.parseLong(times.group(1)) * width)
        : Field.HIDDEN.in(text);
  }

  private static ReadNetwork told(ReadNetwork read, boolean gated, String text) {
    return read.noting(
            "what the text leaves open is as in "
                + (gated
                    ? "Llama: rotary positions, root mean squares before each part, gates, no biases"
                    : "GPT-2: learned positions, layer norms before each part, GELU, biases"))
        .stating(Claims.of(List.of(), text, line -> TOTAL.matcher(line).matches()));
  }

  @Override
  public boolean isInWords() {
    return true;
  }

  @Override
  public String toString() {
    return "model-sizes";
  }
}
