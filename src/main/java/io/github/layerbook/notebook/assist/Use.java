package io.github.layerbook.notebook.assist;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A command's line up to a word that is begun, as the command's words make sense of it.
 *
 * @param positional the words before that are neither options nor their values
 * @param given the options before
 * @param argument what the word that is begun stands for; nothing if the command takes no more
 * @param value whether it is an option's value
 */
record Use(
    List<String> positional, List<OptionSpec> given, Optional<ArgSpec> argument, boolean value) {
  static Use of(CommandSpec spec, List<String> words) {
    List<String> positional = new ArrayList<>();
    List<OptionSpec> given = new ArrayList<>();
    @Nullable OptionSpec waiting = null;
    for (String word : words) {
      if (waiting != null) {
        waiting = null;
        continue;
      }
      String name = word.replaceFirst("=.*", "");
      OptionSpec option = name.startsWith("--") ? spec.findOption(name) : null;
      if (option != null) {
        given.add(option);
        waiting = option.arity().max() > 0 && !word.contains("=") ? option : null;
      } else if (!name.startsWith("--")) {
        positional.add(word);
      }
    }
    return waiting != null
        ? new Use(positional, given, Optional.of(waiting), true)
        : new Use(positional, given, next(spec, positional.size()), false);
  }

  private static Optional<ArgSpec> next(CommandSpec spec, int place) {
    return spec.positionalParameters().stream()
        .filter(parameter -> parameter.index().contains(place))
        .<ArgSpec>map(parameter -> parameter)
        .findFirst();
  }
}
