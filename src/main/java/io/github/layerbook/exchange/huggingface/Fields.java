package io.github.layerbook.exchange.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields that bear on the counts of one type of model, as the library's classes declare them.
 *
 * <p>They stand in the resource {@code fields.json}: for each type its fields with what a missing
 * one means ({@code null} where that is derived from others), other names of fields, and fields
 * that change no count of this type though they do of others.
 *
 * @param type the type, as {@code model_type} has it
 * @param defaults the fields with what a missing one means
 * @param names fields by their other names
 * @param ignored fields without bearing on this type
 */
record Fields(
    String type, Map<String, JsonNode> defaults, Map<String, String> names, Set<String> ignored) {
  /** Fields of training, generation and bookkeeping, whatever the type. */
  private static final Pattern HARMLESS =
      Pattern.compile(
          "_?(?:name_or_path|hidden_act|hidden_activation|activation|activation_function|model_type|architectures|transformers_version|diffusers_version|"
              + "torch_dtype|dtype|auto_map|id2label|label2id|num_labels|problem_type|"
              + "chunk_size_feed_forward|return_dict|dropout_rate|use_cache|tie_weights_|is_encoder_decoder|pretraining_tp|ep_size|"
              + ".*(?:dropout|dropout_prob|pdrop|layerdrop|drop_path_rate|_token_id|token_index|_eps|"
              + "epsilon|init_std|initializer_(?:range|factor)|aux_loss.*|jitter_noise|softcapping|"
              + "_tokens|scaling_factor)|"
              + "rope_.*|rotary_emb_base|mask_(?:time|feature)_.*|summary_.*|time_step_[a-z_]*|"
              + "quantization_config|output_.*|use_mamba.*|use_associative_scan|use_mrope|use_bidirectional_attention|"
              + "cache_implementation|gradient_checkpointing|position_embedding_type|"
              + "norm_topk_prob|scoring_func|seq_aux|query_pre_attn_scalar|attn_scale|"
              + "attn_temperature_tuning|floor_scale|reorder_and_upcast_attn|scale_.*|"
              + "swiglu_.*|clip_qkv|residual_in_fp32|rescale_prenorm_residual|fused_add_norm|"
              + "rms_norm|ssm_cfg|slow_but_exact|num_logits_to_keep|initial_context_length|"
              + "median_filter_width|apply_spec_augment|apply_layernorm|reshape_hidden_states|"
              + "out_features|out_indices|stage_names|encoder_stride|pooler_act|layerscale_value|"
              + "logit_scale_init_value|classifier_proj_size|is_gated_act|dense_act_fn|"
              + "for_llm_compressor|mamba_inner_layernorms|n_ctx)");

  private static final Map<String, Fields> ALL = all();

  /** All fields that change counts of some type. */
  private static final Set<String> COUNTING = counting();

  /** Copies what it holds. */
  Fields {
    defaults = new LinkedHashMap<>(defaults);
    names = Map.copyOf(names);
    ignored = Set.copyOf(ignored);
  }

  private static Map<String, Fields> all() {
    try (InputStream in =
        Objects.requireNonNull(Fields.class.getResourceAsStream("fields.json"), "fields.json")) {
      Map<String, Fields> all = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> type : new ObjectMapper().readTree(in).properties()) {
        all.put(type.getKey(), of(type.getKey(), type.getValue()));
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Fields of(String type, JsonNode node) {
    Map<String, JsonNode> defaults = new LinkedHashMap<>();
    node.path("fields").properties().forEach(f -> defaults.put(f.getKey(), f.getValue()));
    Map<String, String> names = new LinkedHashMap<>();
    node.path("names").properties().forEach(f -> names.put(f.getKey(), f.getValue().asText()));
    Set<String> ignored = new LinkedHashSet<>();
    node.path("ignored").forEach(f -> ignored.add(f.asText()));
    return new Fields(type, defaults, names, ignored);
  }

  private static Set<String> counting() {
    Set<String> counting = new LinkedHashSet<>();
    for (Fields fields : ALL.values()) {
      if (fields.type.equals(Families.DIFFUSION)) {
        continue; // another library's, whose names mean other things
      }
      counting.addAll(fields.defaults.keySet());
      counting.addAll(fields.names.keySet());
    }
    counting.removeIf(name -> HARMLESS.matcher(name).matches());
    return counting;
  }

  /** Returns the fields of a type; null of one that is not known. */
  static @Nullable Fields of(String type) {
    return ALL.get(type);
  }

  /** Returns the fields of a type that is known. */
  static Fields known(String type) {
    return Objects.requireNonNull(ALL.get(type), type);
  }

  /** Whether a field has a meaning for this type. */
  boolean knows(String field) {
    return defaults.containsKey(field)
        || names.containsKey(field)
        || ignored.contains(field)
        || isHarmless(field);
  }

  /** Whether a field changes no count, whatever the type. */
  static boolean isHarmless(String field) {
    return HARMLESS.matcher(field).matches();
  }

  /** Whether a field changes the counts of some other type. */
  static boolean isCounting(String field) {
    return COUNTING.contains(field);
  }

  /** Returns the names under which a field may stand, its own first. */
  List<String> namesOf(String field) {
    List<String> all = new ArrayList<>(List.of(field));
    names.forEach(
        (other, name) -> {
          if (name.equals(field)) {
            all.add(other);
          }
        });
    return all;
  }

  /** Returns all names that a configuration of this type may have. */
  Set<String> valid() {
    Set<String> all = new LinkedHashSet<>(defaults.keySet());
    all.addAll(names.keySet());
    return all;
  }
}
