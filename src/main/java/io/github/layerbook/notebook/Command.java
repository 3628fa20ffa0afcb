package io.github.layerbook.notebook;

import io.github.layerbook.layer.form.NearestWords;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * One magic: what it is called, what it takes, what it is for, and what it does. Parsing, error
 * messages and help all come from this one declaration.
 *
 * @param kind whether it stands on a line of Java or owns its cell
 * @param name the word after the percent signs
 * @param purpose one sentence for the help
 * @param example a cell that runs once the examples before it have run
 * @param arguments its words, see {@link Arguments}
 * @param body what it does
 */
public record Command(
    Kind kind, String name, String purpose, String example, CommandSpec arguments, Body body) {

  /** Where a magic may stand. */
  public enum Kind {
    /** {@code %name}, at the start of a line or after an equals sign. */
    LINE("%"),
    /** {@code %%name}, at the start of a cell, which is its text. */
    CELL("%%");

    private final String sign;

    Kind(String sign) {
      this.sign = sign;
    }
  }

  /** What a command does; the value is what the cell shows, and null shows nothing. */
  @FunctionalInterface
  public interface Body {
    /** Runs the command; errors for the reader are thrown as they come from the library. */
    @Nullable Object run(Call call);
  }

  /** The command as one writes it: {@code %summary}. */
  public String title() {
    return kind.sign + name;
  }

  /** The command with its words: {@code %undo NAME}. */
  public String usage() {
    List<String> words = new ArrayList<>(List.of(title()));
    for (ArgSpec positional : arguments.positionalParameters()) {
      words.add(optional(positional, positional.paramLabel()));
    }
    for (OptionSpec option : arguments.options()) {
      String value = option.arity().max() == 0 ? "" : " " + option.paramLabel();
      words.add(optional(option, option.longestName() + value));
    }
    return String.join(" ", words);
  }

  private static String optional(ArgSpec argument, String text) {
    return argument.required() ? text : "[" + text + "]";
  }

  /** What each word means, one line each. */
  public List<String> details() {
    List<String> lines = new ArrayList<>();
    for (ArgSpec argument : arguments.args()) {
      String label =
          argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
      lines.add(label + ": " + String.join(" ", argument.description()));
    }
    return lines;
  }

  /**
   * Runs the command with the words after its name.
   *
   * @param session the notebook's session
   * @param words the words after the command's name, as the kernel split them
   * @param text the rest of the cell; empty for a line's command
   * @return what the cell shows
   * @throws CellError if the words do not fit the command or it refuses them
   */
  public @Nullable Object run(Session session, List<String> words, String text) {
    List<String> meant = withoutComment(words);
    if (meant.contains("--help")) {
      return new Help(List.of(this));
    }
    return body.run(new Call(session, parse(meant), text));
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

  private ParseResult parse(List<String> words) {
    CommandLine line =
        new CommandLine(arguments)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setUnmatchedOptionsArePositionalParams(Arguments.takesHyphens(arguments));
    try {
      ParseResult parsed = line.parseArgs(words.toArray(new String[0]));
      requireNoUnknownOption(line, parsed);
      return parsed;
    } catch (ParameterException e) {
      throw new CellError(
          title() + ": " + cause(e) + "\nUsage:   " + usage() + "\nExample: " + firstLine(example));
    }
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

  private String cause(ParameterException e) {
    if (e instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      ArgSpec argument = missing.getMissing().get(0);
      String what = String.join(" ", argument.description());
      return argument instanceof OptionSpec option
          ? "the option " + option.longestName() + " needs a value: " + what + "."
          : "it needs " + argument.paramLabel() + ": " + what + ".";
    }
    if (e instanceof UnmatchedArgumentException unmatched) {
      String word = unmatched.getUnmatched().get(0);
      return word.startsWith("-")
          ? "there is no option " + word + "." + didYouMean(NearestWords.to(word, options()))
          : "“" + word + "” is one word too many.";
    }
    if (e.getCause() instanceof TypeConversionException refused) {
      return (e.getArgSpec() instanceof OptionSpec option ? option.longestName() + ": " : "")
          + refused.getMessage();
    }
    return String.valueOf(e.getMessage());
  }

  private List<String> options() {
    return arguments.options().stream().map(OptionSpec::longestName).toList();
  }

  private static String didYouMean(List<String> suggestions) {
    return suggestions.isEmpty() ? "" : " Did you mean " + suggestions.get(0) + "?";
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }
}
