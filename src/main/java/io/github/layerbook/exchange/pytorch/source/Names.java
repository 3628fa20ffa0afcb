package io.github.layerbook.exchange.pytorch.source;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Names of a network as Python's. */
final class Names {
  private static final String BLOCK = "/";
  private static final char BEGIN = '\u0001';
  private static final char END = '\u0002';
  private static final Pattern PART = Pattern.compile(BEGIN + "([^" + END + "]*)" + END);

  /** What the code imports. */
  static final List<String> IMPORTED =
      List.of("torch", "nn", "F", "OrderedDict", "StochasticDepth");

  private static final Set<String> KEYWORDS =
      Set.of(
          ("False None True and as assert async await break class continue def del elif else except"
                  + " finally for from global if import in is lambda nonlocal not or pass raise"
                  + " return try while with yield self torch nn F OrderedDict print super")
              .split(" "));

  /** What every module has, so that no part of it may be called so. */
  private static final Set<String> OF_MODULES =
      Set.of(
          ("add_module apply append bfloat16 buffers call_super_init children clear compile cpu"
                  + " cuda double dump_patches eval extend extra_repr float forward get_buffer"
                  + " get_extra_state get_parameter get_submodule half insert ipu items keys"
                  + " load_state_dict modules mtia named_buffers named_children named_modules"
                  + " named_parameters parameters pop register_buffer register_module"
                  + " register_parameter requires_grad_ set_extra_state set_submodule share_memory"
                  + " state_dict to to_empty train training type update values xpu zero_grad")
              .split(" "));

  private Names() {}

  /** Marks a part in a line of code: how it is reached depends on where its module stands. */
  static String part(List<String> path) {
    return BEGIN + String.join(".", path) + END;
  }

  /** Returns a line with each part that is marked replaced. */
  static String replaced(String line, Function<String, String> parts) {
    return PART.matcher(line)
        .replaceAll(found -> java.util.regex.Matcher.quoteReplacement(parts.apply(found.group(1))));
  }

  /** Returns the key of a block among parts, where a layer may have the same name. */
  static String block(String name) {
    return name + BLOCK;
  }

  /** Returns the name of a part of a key. */
  static String bare(String key) {
    return key.endsWith(BLOCK) ? key.substring(0, key.length() - 1) : key;
  }

  /** Returns a name in ASCII letters, digits and underscores. */
  static String plain(String name) {
    String decomposed = Normalizer.normalize(name, Normalizer.Form.NFKD).replaceAll("\\p{M}", "");
    String plain = decomposed.replaceAll("[^A-Za-z0-9_]", "_");
    return plain.isEmpty() ? "_" : plain;
  }

  /** Returns a name as that of a variable. */
  static String variable(String name) {
    String plain = plain(name);
    String begun = Character.isDigit(plain.charAt(0)) ? "layer" + plain : plain;
    return KEYWORDS.contains(begun) ? begun + "_" : begun;
  }

  /** Returns a name as that of a class. */
  static String type(String name) {
    StringBuilder type = new StringBuilder();
    for (String word : plain(name).split("_+", -1)) {
      if (!word.isEmpty()) {
        type.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
      }
    }
    String whole = type.toString();
    return whole.isEmpty() || Character.isDigit(whole.charAt(0)) ? "Net" + whole : whole;
  }

  /**
   * Returns the keys of parts with names as those of a module's fields, in which they are unique.
   *
   * @param quoted whether they stand in quotes, so that they may be numbers
   */
  static Map<String, String> fields(Iterable<String> names, boolean quoted) {
    Map<String, String> fields = new LinkedHashMap<>();
    Set<String> taken = new HashSet<>();
    for (String name : names) {
      String field = quoted ? plain(bare(name)) : variable(bare(name));
      field = OF_MODULES.contains(field) || field.startsWith("__") ? field + "_" : field;
      String unique = field;
      for (int i = 2; !taken.add(unique); i++) {
        unique = field + "_" + i;
      }
      fields.put(name, unique);
    }
    return fields;
  }
}
