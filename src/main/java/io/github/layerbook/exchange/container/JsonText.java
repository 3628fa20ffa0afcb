package io.github.layerbook.exchange.container;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.layerbook.exchange.form.UnreadableFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** JSON of a model's file, nested at most {@value #DEPTH} deep. */
public final class JsonText {
  /** How deep objects and lists may stand in each other. */
  public static final int DEPTH = 200;

  /** Longer numbers take a time that grows with their square. */
  private static final int DIGITS = 400;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEPTH)
                  .maxNumberLength(DIGITS)
                  .build())
          .build();

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** What the library's messages say to programmers. */
  private static final Pattern OWN_WORDS =
      Pattern.compile(",? from `\\w+\\.\\w+(\\(\\))?`|: enable `.*");

  private JsonText() {}

  /** What is done with the words of a text. */
  @FunctionalInterface
  public interface Action<T> {
    /** Reads from a parser, which stands before the first word. */
    T read(JsonParser parser) throws IOException;
  }

  /**
   * Reads a text into memory.
   *
   * @param part where it stands in the file, {@code config.json}; empty for the file itself
   * @throws UnreadableFileException if it is no JSON; says where
   */
  public static JsonNode tree(byte[] text, Path file, String part) {
    return stream(text, file, part, JsonText::whole);
  }

  /** A mapper would do the same, after half of the time that it takes to read a first file. */
  private static JsonNode whole(JsonParser parser) throws IOException {
    if (parser.nextToken() == null) {
      return MissingNode.getInstance();
    }
    JsonNode node = node(parser);
    if (parser.nextToken() != null) {
      throw new JsonParseException(parser, "more stands behind its end");
    }
    return node;
  }

  /** Reads the value that the parser stands at. */
  private static JsonNode node(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        ObjectNode object = NODES.objectNode();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
          parser.nextToken();
          object.set(name, node(parser));
        }
        yield object;
      }
      case START_ARRAY -> {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          array.add(node(parser));
        }
        yield array;
      }
      case VALUE_STRING -> NODES.textNode(parser.getText());
      case VALUE_NUMBER_INT ->
          switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            default -> (JsonNode) NODES.numberNode(parser.getBigIntegerValue());
          };
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      default -> NODES.nullNode();
    };
  }

  /**
   * Reads a text word by word.
   *
   * @param part where it stands in the file, {@code the header}; empty for the file itself
   * @throws UnreadableFileException if it is no JSON; says where
   */
  public static <T> T stream(byte[] text, Path file, String part, Action<T> action) {
    return guarded(
        () -> {
          try (JsonParser parser = FACTORY.createParser(text)) {
            return action.read(parser);
          }
        },
        file,
        part);
  }

  private interface Step<T> {
    T run() throws IOException;
  }

  private static <T> T guarded(Step<T> step, Path file, String part) {
    try {
      return step.run();
    } catch (JsonProcessingException e) {
      String said = e.getOriginalMessage().lines().findFirst().orElse("");
      String reason = "is not sound JSON: " + OWN_WORDS.matcher(said).replaceAll("");
      JsonLocation at = e.getLocation();
      throw at == null
          ? UnreadableFileException.of(file, reason)
          : UnreadableFileException.at(file, place(part, at), reason);
    } catch (IOException e) {
      String said = OWN_WORDS.matcher(String.valueOf(e.getMessage())).replaceAll("");
      throw UnreadableFileException.of(file, "is not sound JSON: " + said);
    }
  }

  private static String place(String part, JsonLocation at) {
    String line = "line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
    return part.isEmpty() ? line : part + ", " + line;
  }
}
