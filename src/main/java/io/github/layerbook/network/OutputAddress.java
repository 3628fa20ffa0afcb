package io.github.layerbook.network;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of an output: the path of the layer that makes it, and which of its outputs it is.
 *
 * <pre>{@code
 * OutputAddress.of("encoder.lstm[1]").layer()   // encoder.lstm
 * }</pre>
 *
 * @param layer the path of the layer
 * @param output the output's place among the layer's, from 0
 */
public record OutputAddress(String layer, int output) {
  private static final Pattern FURTHER = Pattern.compile("(.+)\\[([0-9]{1,3})]");

  /** Makes the address of a layer's first output. */
  public OutputAddress(String layer) {
    this(layer, 0);
  }

  /** Reads an address as {@link #toString} prints it; a text without a place is all a path. */
  public static OutputAddress of(String text) {
    if (text.endsWith("]")) {
      Matcher further = FURTHER.matcher(text);
      if (further.matches()) {
        return new OutputAddress(further.group(1), Integer.parseInt(further.group(2)));
      }
    }
    return new OutputAddress(text);
  }

  /** Returns the address of another output of the same layer. */
  OutputAddress further(int place) {
    return place == output ? this : new OutputAddress(layer, place);
  }

  /** Returns the layer's path, with the output's place in brackets if it is not the first. */
  @Override
  public String toString() {
    return output == 0 ? layer : layer + "[" + output + "]";
  }
}
