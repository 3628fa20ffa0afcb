package io.github.layerbook.exchange.caffe;

import io.github.layerbook.exchange.caffe.Message.Field;
import io.github.layerbook.exchange.drawing.UnreadableException;
import io.github.layerbook.exchange.form.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads protocol buffers' text format: {@code name: value}, {@code name { … }}, lists in brackets,
 * comments after {@code #}.
 *
 * <p>What is not understood ends the reading; the fields before it are kept.
 */
final class TextFormat {
  private static final int DEEPEST = 50;
  private static final Pattern BLANK = Pattern.compile("(?:[\\s,;]|#[^\n]*)*+");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z_0-9./]*");
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?[fF]?");
  private static final Pattern STRING =
      Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*+)\"|'((?:[^'\\\\\n]|\\\\.)*+)'");

  private final String text;
  private final List<Problem> problems;
  private int at;
  private int line = 1;

  /** How far lines are counted. */
  private int counted;

  private TextFormat(String text, List<Problem> problems) {
    this.text = text;
    this.problems = problems;
  }

  /** Reads a text as one message; what is not understood is added to the problems. */
  static Message read(String text, List<Problem> problems) {
    TextFormat reader = new TextFormat(text, problems);
    List<Field> fields = new ArrayList<>();
    try {
      reader.fields(fields, 0);
      if (reader.at < text.length()) {
        throw reader.unexpected("a bracket is closed that is not open");
      }
    } catch (UnreadableException e) {
      problems.add(e.problem());
    }
    return new Message(1, fields);
  }

  private void fields(List<Field> fields, int depth) {
    if (depth > DEEPEST) {
      throw unexpected("messages are nested more than %d deep".formatted(DEEPEST));
    }
    while (true) {
      skip(BLANK);
      if (at >= text.length() || isClosing(text.charAt(at))) {
        return;
      }
      int line = line();
      String name = token(NAME, "a field's name is expected");
      skip(BLANK);
      boolean colon = at < text.length() && text.charAt(at) == ':';
      at += colon ? 1 : 0;
      skip(BLANK);
      if (at < text.length() && (text.charAt(at) == '{' || text.charAt(at) == '<')) {
        message(fields, name, line, depth);
      } else if (!colon) {
        throw unexpected("`%s` is followed by neither a value nor a message".formatted(name));
      } else {
        value(fields, name, line);
      }
    }
  }

  private static boolean isClosing(char letter) {
    return letter == '}' || letter == '>';
  }

  /** A message that is never closed ends with the text. */
  private void message(List<Field> fields, String name, int line, int depth) {
    at++;
    List<Field> inner = new ArrayList<>();
    fields.add(new Field(name, new Message(line, inner), line));
    fields(inner, depth + 1);
    if (at >= text.length()) {
      problems.add(new Problem(line, "`%s {` is never closed".formatted(name)));
      return;
    }
    at++;
  }

  private void value(List<Field> fields, String name, int line) {
    if (at < text.length() && text.charAt(at) == '[') {
      at++;
      skip(BLANK);
      while (at < text.length() && text.charAt(at) != ']') {
        fields.add(new Field(name, single(), line));
        skip(BLANK);
      }
      at++;
    } else {
      fields.add(new Field(name, single(), line));
    }
  }

  private Object single() {
    Matcher string = matcher(STRING);
    if (string.lookingAt()) {
      StringBuilder joined = new StringBuilder();
      while (string.lookingAt()) {
        joined.append(string.group(1) == null ? string.group(2) : string.group(1));
        at = string.end();
        skip(BLANK);
        string = matcher(STRING);
      }
      return joined.toString();
    }
    Matcher number = matcher(NUMBER);
    if (number.lookingAt()) {
      at = number.end();
      return number(number.group());
    }
    String word = token(NAME, "a value is expected");
    return switch (word) {
      case "true", "True" -> true;
      case "false", "False" -> false;
      default -> new Message.Word(word);
    };
  }

  private Object number(String written) {
    try {
      return written.matches("[-+]?[0-9]+")
          ? (Object) Long.valueOf(written)
          : Double.valueOf(written);
    } catch (NumberFormatException e) {
      throw unexpected(written + " is too large a number");
    }
  }

  private Matcher matcher(Pattern pattern) {
    return pattern.matcher(text).region(Math.min(at, text.length()), text.length());
  }

  private void skip(Pattern pattern) {
    Matcher matcher = matcher(pattern);
    if (matcher.lookingAt()) {
      at = matcher.end();
    }
  }

  private String token(Pattern pattern, String otherwise) {
    Matcher matcher = matcher(pattern);
    if (!matcher.lookingAt()) {
      throw unexpected(otherwise);
    }
    at = matcher.end();
    return matcher.group();
  }

  private UnreadableException unexpected(String message) {
    String rest = text.substring(Math.min(at, text.length())).lines().findFirst().orElse("");
    String found =
        rest.isBlank()
            ? ""
            : ", not `" + rest.substring(0, Math.min(20, rest.length())).strip() + "`";
    return new UnreadableException(line(), message + found);
  }

  private int line() {
    for (; counted < Math.min(at, text.length()); counted++) {
      line += text.charAt(counted) == '\n' ? 1 : 0;
    }
    return line;
  }
}
