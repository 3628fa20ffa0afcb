package io.github.layerbook.exchange.checkpoint.torch;

import io.github.layerbook.exchange.checkpoint.torch.Pickled.Dictionary;
import io.github.layerbook.exchange.checkpoint.torch.Pickled.Unmade;
import io.github.layerbook.unit.Numbers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The part of a file's object that holds the model: all of it, or what stands under {@code
 * state_dict} or {@code model} beside an optimizer's tensors.
 *
 * @param key where it stands; empty for the whole object
 * @param value the model
 * @param others the other keys that hold tensors, with how many
 */
record StateDict(String key, Object value, Map<String, Integer> others) {
  /** Keys under which people save models, the surest first. */
  private static final List<String> MODELS =
      List.of(
          "state_dict",
          "model_state_dict",
          "model_state",
          "model",
          "net",
          "network",
          "module",
          "weights",
          "params",
          "params_ema",
          "ema",
          "generator");

  /** Beginnings of the keys of what training keeps beside the model. */
  private static final List<String> TRAINING =
      List.of(
          "optim",
          "scheduler",
          "lr_sched",
          "rng",
          "random",
          "cuda_rng",
          "torch_rng",
          "scaler",
          "grad_scaler",
          "callbacks",
          "loops",
          "criterion",
          "loss",
          "epoch",
          "iter",
          "step",
          "hyper");

  /**
   * Finds the model in an object.
   *
   * @param made how many different tensors the file has
   */
  static StateDict in(Object root, Path file, long made) {
    if (!(root instanceof Dictionary dictionary)) {
      return new StateDict("", root, Map.of());
    }
    Map<String, Integer> holders = new LinkedHashMap<>();
    TensorWalk walk = new TensorWalk(file, made);
    for (Map.Entry<Object, Object> entry : dictionary.entries().entrySet()) {
      if (entry.getValue() instanceof TorchTensor tensor
          && !isTraining(entry.getKey())
          && (tensor.values() != 1 || !isBesideModel(dictionary))) {
        return new StateDict("", root, Map.of());
      }
      int tensors = walk.walk(entry.getValue());
      if (tensors > 0 && entry.getKey() instanceof String key) {
        holders.put(key, tensors);
      }
    }
    return model(holders)
        .filter(key -> isModel(dictionary.entries().get(key)))
        .map(key -> of(dictionary, key, holders))
        .orElseGet(() -> new StateDict("", root, Map.of()));
  }

  /** Whether a model stands under its usual key; a number beside it is the best accuracy so far. */
  private static boolean isBesideModel(Dictionary dictionary) {
    return MODELS.stream().anyMatch(key -> isModel(dictionary.entries().get(key)));
  }

  private static StateDict of(Dictionary dictionary, String key, Map<String, Integer> holders) {
    Map<String, Integer> others = new LinkedHashMap<>(holders);
    others.remove(key);
    return new StateDict(key, dictionary.entries().getOrDefault(key, dictionary), others);
  }

  private static boolean isModel(@Nullable Object value) {
    return value instanceof Dictionary || value instanceof Unmade;
  }

  private static Optional<String> model(Map<String, Integer> holders) {
    Optional<String> known = MODELS.stream().filter(holders::containsKey).findFirst();
    List<String> models = holders.keySet().stream().filter(key -> !isTraining(key)).toList();
    return known.isPresent() || models.size() != 1 || holders.size() == 1
        ? known
        : Optional.of(models.get(0));
  }

  private static boolean isTraining(Object key) {
    String word = key.toString().toLowerCase(Locale.ROOT);
    return TRAINING.stream().anyMatch(word::startsWith);
  }

  /** Says where the model stands, and what else the file holds. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (!key.isEmpty()) {
      notes.add("the model stands under " + key);
    }
    others.forEach(
        (other, tensors) ->
            notes.add(
                "%s holds %s, which are not among these"
                    .formatted(other, Numbers.count(tensors, "tensor"))));
    return notes;
  }
}
