package io.github.layerbook.notebook.command;

import io.github.layerbook.layer.form.NearestWords;
import io.github.layerbook.notebook.CellError;
import io.github.layerbook.notebook.command.CommandForm.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Parses the words of a command, and says what is wrong with those that do not fit it. */
record CommandParser(CommandForm form, CommandSpec spec, Kind kind) {
  /** The options of commands that take quantities. */
  private static final List<String> OF_QUANTITIES = List.of("--columns", "--measure", "--area");

  ParseResult parse(List<String> words) {
    CommandLine line = new CommandLine(spec).setUnmatchedOptionsArePositionalParams(takesHyphens());
    try {
      ParseResult parsed = line.parseArgs(withoutComment(words).toArray(new String[0]));
      requireNoUnknownOption(line, parsed);
      return parsed;
    } catch (ParameterException e) {
      throw new CellError(
          "%s: %s\nUsage:   %s\nExample: %s"
              .formatted(
                  form.title(kind),
                  cause(e),
                  form.usage(kind),
                  form.example(kind).lines().findFirst().orElse("")));
    }
  }

  /** Java habits that cannot mean anything else: a semicolon at the end, a comment. */
  private static List<String> withoutComment(List<String> words) {
    List<String> meant =
        words.stream()
            .takeWhile(word -> !word.startsWith("//"))
            .collect(Collectors.toCollection(ArrayList::new));
    if (!meant.isEmpty() && meant.get(meant.size() - 1).endsWith(";")) {
      String last = meant.remove(meant.size() - 1);
      String stripped = last.substring(0, last.length() - 1);
      if (!stripped.isEmpty()) {
        meant.add(stripped);
      }
    }
    return meant;
  }

  /** Whether the command takes all words from a place on, which may begin with a hyphen. */
  private boolean takesHyphens() {
    return spec.positionalParameters().stream().anyMatch(PositionalParamSpec::isMultiValue);
  }

  /** Where words may begin with a hyphen, those that begin with two are options still. */
  private static void requireNoUnknownOption(CommandLine line, ParseResult parsed) {
    for (ArgSpec positional : parsed.matchedPositionals()) {
      for (String word : positional.originalStringValues()) {
        if (word.startsWith("--")) {
          throw new UnmatchedArgumentException(line, List.of(word));
        }
      }
    }
  }

  /** The words of which a command takes any number, if they can be listed. */
  private Optional<List<String>> listed() {
    return spec.positionalParameters().stream()
        .filter(PositionalParamSpec::isMultiValue)
        .map(positional -> Converters.words(positional.auxiliaryTypes()[0]))
        .filter(words -> !words.isEmpty())
        .findFirst();
  }

  /** The words that an option takes, unless its description has them. */
  private static String among(OptionSpec option, String description) {
    List<String> words = Converters.words(option.auxiliaryTypes()[0]);
    return words.isEmpty() || description.contains(words.get(0))
        ? ""
        : " (" + String.join(", ", words) + ")";
  }

  /** The option that takes quantities here, where one is written that does so elsewhere. */
  private Optional<String> ofQuantity(String word) {
    return OF_QUANTITIES.stream()
        .filter(other -> OF_QUANTITIES.contains(word) && spec.findOption(other) != null)
        .map(other -> " Did you mean " + other + "?")
        .findFirst();
  }

  private String cause(ParameterException e) {
    if (e instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      ArgSpec argument = missing.getMissing().get(0);
      String what = String.join(" ", argument.description());
      if (!(argument instanceof OptionSpec option)) {
        return "it needs %s: %s.".formatted(argument.paramLabel(), what);
      }
      String name = option.longestName();
      boolean isLeftOut = String.valueOf(e.getMessage()).startsWith("Missing required option");
      String needs =
          isLeftOut
              ? "it needs %s %s".formatted(name, option.paramLabel())
              : "the option %s needs a value".formatted(name);
      return "%s: %s%s.".formatted(needs, what, among(option, what));
    }
    if (e instanceof UnmatchedArgumentException unmatched) {
      String word = unmatched.getUnmatched().get(0);
      List<String> options = spec.options().stream().map(OptionSpec::longestName).toList();
      return word.startsWith("-")
          ? "there is no option %s.%s"
              .formatted(
                  word, ofQuantity(word).orElseGet(() -> NearestWords.question(word, options)))
          : listed()
              .map(words -> Converters.refusal(word, words))
              .orElse("“" + word + "” is one word too many.");
    }
    if (e.getCause() instanceof TypeConversionException refused) {
      return (e.getArgSpec() instanceof OptionSpec option ? option.longestName() + ": " : "")
          + refused.getMessage();
    }
    return String.valueOf(e.getMessage());
  }
}
