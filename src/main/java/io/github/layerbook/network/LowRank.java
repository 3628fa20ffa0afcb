package io.github.layerbook.network;

import io.github.layerbook.layer.adaptation.Adaptation;
import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Low-rank adapters beside modules of a network, all else of which is frozen: {@code lora 16 on
 * q_proj,v_proj}; see {@link Adaptation}.
 *
 * @param rank the adapters' rank
 * @param on names of modules as PEFT's {@code target_modules} has them, ends of their paths in
 *     which {@code *} may stand, or {@code all-linear}
 * @param saved names of modules of which a copy is trained, PEFT's {@code modules_to_save}
 */
public record LowRank(long rank, List<String> on, List<String> saved) {
  /** The word that it begins with. */
  public static final String WORD = "lora";

  /** PEFT's word for all linear layers but the output's that gives a score for each token. */
  static final String ALL_LINEAR = "all-linear";

  private static final String WORDS = "(?<word>on|targets|target_modules|saved?|modules_to_save)";

  /** An option of adapters in the spelling of options. */
  private static final Pattern OPTION = Pattern.compile("(?i)(?:" + WORDS + "|r|rank)=.*");

  private static final Pattern TEXT =
      Pattern.compile(
          "(?i)lora(?:[\\s=-]*(?:r(?:ank)?\\s*=\\s*)?(?<rank>[0-9]{1,18}))?(?<rest>(?:\\s.*)?)");
  private static final Pattern NAMES =
      Pattern.compile("(?i)" + WORDS + "[\\s=]\\s*(?<names>[^\\s=,]+(?:\\s*,\\s*[^\\s=,]+)*)");

  /** Checks the rank and copies the names. */
  public LowRank {
    if (rank < 1) {
      throw new OptionException(
          Long.toString(rank), "lora %d: a rank is 1 or more, such as lora 16".formatted(rank));
    }
    on = List.copyOf(on);
    saved = List.copyOf(saved);
  }

  /** Returns whether a text begins as adapters do. */
  public static boolean begins(String text) {
    return TEXT.matcher(text).matches();
  }

  /** Returns whether a word is an option of adapters, {@code on=q_proj}. */
  public static boolean isOption(String word) {
    return OPTION.matcher(word).matches();
  }

  /**
   * Reads adapters, with equals signs or without: {@code lora 16 on q_proj,v_proj save lm_head}.
   *
   * @throws OptionException if the rank is missing, or the rest is not clear
   */
  public static LowRank parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    String rank = matcher.matches() ? matcher.group("rank") : null;
    if (rank == null) {
      throw new OptionException(text, "lora needs a rank: write lora 16 on q_proj,v_proj");
    }
    return of(Long.parseLong(rank), matcher.group("rest"));
  }

  /**
   * Reads the names of modules behind a rank: {@code on q_proj,v_proj save lm_head}.
   *
   * @throws OptionException if they are not clear
   */
  public static LowRank of(long rank, String names) {
    List<String> on = new ArrayList<>();
    List<String> saved = new ArrayList<>();
    Matcher option = NAMES.matcher(names);
    int end = 0;
    while (option.find() && names.substring(end, option.start()).isBlank()) {
      boolean target = option.group("word").toLowerCase(Locale.ROOT).matches("on|target.*");
      (target ? on : saved).addAll(List.of(option.group("names").split("\\s*,\\s*")));
      end = option.end();
    }
    String more = names.substring(end).strip();
    if (!more.isEmpty()) {
      throw new OptionException(
          more, "\"%s\" is not clear: write lora 16 on q_proj,v_proj save lm_head".formatted(more));
    }
    return new LowRank(rank, on.isEmpty() ? List.of(ALL_LINEAR) : on, saved);
  }

  /** Returns the adapters of a network; empty for one without. */
  public static Optional<LowRank> of(Blueprint network) {
    @Nullable Size rank = rank(network);
    if (rank == null) {
      return Optional.empty();
    }
    AdapterPlaces places = new AdapterPlaces(network);
    return Optional.of(
        new LowRank(
            rank.value(),
            places.names(Adaptation::modules, true),
            places.names(Adaptation::saved, false)));
  }

  private static @Nullable Size rank(Blueprint network) {
    return network.nodes().stream()
        .flatMap(node -> node.adaptation().stream())
        .map(Adaptation::rank)
        .findFirst()
        .orElse(null);
  }

  /**
   * Returns a network with these adapters.
   *
   * @throws OptionException if it has adapters already, or no such modules
   */
  public Blueprint beside(Blueprint network) {
    return new AdapterPlaces(network).of(Size.of(rank), on, saved);
  }

  @Override
  public String toString() {
    return "lora %d on %s".formatted(rank, String.join(",", on))
        + (saved.isEmpty() ? "" : " save " + String.join(",", saved));
  }
}
