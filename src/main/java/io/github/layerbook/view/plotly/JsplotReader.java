package io.github.layerbook.view.plotly;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;

/**
 * Reads the JavaScript that the parts of a jsplot figure print, {@code var trace0 = {x: [1, ],};}.
 *
 * <p>jsplot has no JSON of its own; its templates print literals with unquoted names, single
 * quotes, trailing commas and numbers that are none, all of which a lenient JSON reader takes.
 */
public final class JsplotReader {

  private static final ObjectMapper LENIENT =
      JsonMapper.builder()
          .enable(
              JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES,
              JsonReadFeature.ALLOW_SINGLE_QUOTES,
              JsonReadFeature.ALLOW_TRAILING_COMMA,
              JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS,
              JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS,
              JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER,
              JsonReadFeature.ALLOW_JAVA_COMMENTS)
          .build();

  private JsplotReader() {}

  /**
   * The literal that a declaration assigns.
   *
   * @throws IllegalArgumentException if it cannot be read; the message shows where
   */
  public static Map<String, Object> read(String javascript) {
    String literal = javascript.substring(javascript.indexOf('=') + 1);
    try {
      return LENIENT.readValue(literal, new TypeReference<Map<String, Object>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "The figure prints what a browser cannot read either: "
              + e.getOriginalMessage()
              + " Look for a quotation mark in a colour or another setting.",
          e);
    }
  }
}
