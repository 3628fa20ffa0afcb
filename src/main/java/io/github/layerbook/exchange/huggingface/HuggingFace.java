package io.github.layerbook.exchange.huggingface;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.layerbook.exchange.form.Problem;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.form.TextForm;
import io.github.layerbook.exchange.huggingface.Families.Family;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.form.NearestWords;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.network.NetworkException;
import io.github.layerbook.size.SizeException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A configuration of the Hugging Face library {@code transformers}: the {@code config.json} of a
 * model, from which its network follows.
 *
 * <pre>{@code
 * import io.github.layerbook.exchange.form.ReadingOptions;
 * import io.github.layerbook.exchange.huggingface.HuggingFace;
 * String config = "{\"model_type\": \"gpt2\", \"architectures\": [\"GPT2LMHeadModel\"]}";
 * var read = HuggingFace.form().read(config, ReadingOptions.NONE);
 * Report.of(read.network().get()).total(Quantity.PARAMETERS).value()   // 124439808
 * }</pre>
 */
public final class HuggingFace implements TextForm {
  /** Longer texts are no configurations; the longest state a thousand classes. */
  private static final int LONGEST = 1_000_000;

  private static final HuggingFace FORM = new HuggingFace();

  private static final ObjectMapper JSON =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(50).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS.mappedFeature());

  /** A word that a configuration has and other JSON has not. */
  private static final Pattern FIELD =
      Pattern.compile(
          "\"(model_type|architectures|transformers_version|_class_name|hidden_size|num_hidden_layers|"
              + "num_attention_heads|vocab_size|n_layer|d_model)\"\\s*:");

  /** A class of the library, and what of a model it is. */
  private static final Pattern CLASS =
      Pattern.compile(
          "([A-Za-z0-9_]+?)((?:LMHead|MT|Encoder|Text|Vision|DoubleHeads)?Model(?:WithProjection)?|For[A-Z]\\w*)");

  /** The classes of the library diffusers that are read. */
  private static final Set<String> DIFFUSION =
      Set.of("DiTTransformer2DModel", "Transformer2DModel");

  private HuggingFace() {}

  /** Returns the form. */
  public static HuggingFace form() {
    return FORM;
  }

  /** Returns the types of models that are known, as {@code model_type} has them. */
  public static List<String> types() {
    return Families.types();
  }

  @Override
  public String title() {
    return "a Hugging Face configuration";
  }

  @Override
  public boolean recognises(String text) {
    return text.stripLeading().startsWith("{")
        && text.length() <= LONGEST
        && FIELD.matcher(text).find();
  }

  @Override
  public ReadNetwork read(String text, ReadingOptions options) {
    if (text.length() > LONGEST) {
      return failed(0, "the text has more than %,d letters".formatted(LONGEST));
    }
    try {
      JsonNode node = JSON.readTree(text);
      return node.isObject()
          ? read(node, options)
          : failed(0, "a configuration is an object in braces: {\"model_type\": …}");
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      return failed(line, "this is no JSON: " + e.getOriginalMessage());
    }
  }

  private static ReadNetwork failed(int line, String message) {
    return ReadNetwork.failed(List.of(), List.of(new Problem(line, message)));
  }

  private static ReadNetwork read(JsonNode node, ReadingOptions options) {
    try {
      return built(node, options);
    } catch (ConfigurationException | LayerException | SizeException | NetworkException e) {
      return failed(0, Objects.requireNonNullElse(e.getMessage(), "the configuration is wrong"));
    }
  }

  private static ReadNetwork built(JsonNode node, ReadingOptions options) {
    List<String> notes = new ArrayList<>();
    String architecture = node.path("architectures").path(0).asText();
    Matcher name = CLASS.matcher(architecture);
    boolean isNamed = name.matches();
    if (!architecture.isEmpty() && !isNamed) {
      throw new ConfigurationException(
          "architectures names \"%s\", which is not a class of a model: write one such as LlamaForCausalLM"
              .formatted(architecture));
    }
    String type = type(node, isNamed ? name.group(1) : "");
    Family family = Objects.requireNonNull(Families.byType().get(type));
    Configuration config = new Configuration(Fields.known(family.fields()), node, "");
    if (!isNamed) {
      notes.add("no architecture is named: read as " + family.classes() + family.head());
    } else if (!name.group(1).equals(family.classes())) {
      notes.add("architectures names %s: read as %s, its model_type".formatted(architecture, type));
    }
    NetworkBuilder net = Network.named(options.name().isEmpty() ? name(type) : options.name());
    String head = isNamed ? name.group(2) : family.head();
    boolean isText = type.endsWith("_text") && head.equals("TextModel");
    Model model = new Model(config, net, isText ? "Model" : head, options.inputs());
    family.build().accept(model);
    notes.addAll(model.notes());
    List<String> missing = config.missing();
    if (!missing.isEmpty()) {
      notes.add("missing, so taken as %s has it: %s".formatted(type, String.join(", ", missing)));
    }
    List<String> unknown = config.unknown();
    if (!unknown.isEmpty()) {
      notes.add(
          "not used, as no counts are known to depend on them: " + String.join(", ", unknown));
    }
    return new ReadNetwork(Optional.of(net.build()), List.of(), notes, List.of());
  }

  private static String name(String type) {
    return type.replaceAll("[^A-Za-z0-9_]", "_");
  }

  /** The type that a configuration names, or that its architecture is of. */
  private static String type(JsonNode node, String classes) {
    String className = node.path("_class_name").asText();
    if (DIFFUSION.contains(className)) {
      return Families.DIFFUSION;
    }
    JsonNode stated = node.path("model_type");
    if (stated.isTextual() && Families.byType().containsKey(stated.asText())) {
      return stated.asText();
    }
    if (stated.isMissingNode() || stated.isNull()) {
      for (Map.Entry<String, Family> each : Families.byType().entrySet()) {
        if (each.getValue().classes().equals(classes)) {
          return each.getKey();
        }
      }
      throw new ConfigurationException("model_type is missing: " + nearest(node, Families.types()));
    }
    String type = stated.isTextual() ? stated.asText() : stated.toString();
    throw new ConfigurationException(
        "model_type \"%s\" is not known: %s"
            .formatted(
                type,
                nearest(node, NearestWords.to(type.toLowerCase(Locale.ROOT), Families.types()))));
  }

  /** The type that is nearest by its name or by its fields, and what differs. */
  private static String nearest(JsonNode node, List<String> named) {
    Set<String> stated = new LinkedHashSet<>();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!Fields.isHarmless(field.getKey()) && !field.getValue().isNull()) {
        stated.add(field.getKey());
      }
    }
    String best = byFields(stated, named.isEmpty() ? Families.types() : named);
    Fields fields = Fields.known(Objects.requireNonNull(Families.byType().get(best)).fields());
    List<String> others = stated.stream().filter(name -> !fields.knows(name)).toList();
    return "the nearest is %s, %s"
        .formatted(
            best,
            others.isEmpty()
                ? "which knows all fields that are stated: write \"model_type\": \"%s\" to read it so"
                    .formatted(best)
                : "which has no " + String.join(", ", others));
  }

  /** The type of some of whose fields most are stated, and least others. */
  private static String byFields(Set<String> stated, List<String> types) {
    String best = types.get(0);
    double most = -1;
    for (String type : types) {
      Set<String> all =
          Fields.known(Objects.requireNonNull(Families.byType().get(type)).fields()).valid();
      long common = stated.stream().filter(all::contains).count();
      double share = common / (double) (all.size() + stated.size() - common);
      if (share > most) {
        most = share;
        best = type;
      }
    }
    return best;
  }

  @Override
  public String fix() {
    return "Fix the field in the configuration, and run the cell again.";
  }

  /** Returns the word for it: {@code config}. */
  @Override
  public String toString() {
    return "config";
  }
}
