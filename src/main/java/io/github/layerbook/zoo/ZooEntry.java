package io.github.layerbook.zoo;

import io.github.layerbook.network.Network;
import java.util.Locale;
import java.util.function.Function;

/**
 * A network of the zoo.
 *
 * @param name its name in Layerbook and, where it has the network, in torchvision: {@code
 *     vgg16_bn}; {@code qwen3_0.6b}
 * @param title what it is, in the field's words: {@code VGG-16 with batch normalisation}
 * @param family the family that it belongs to: {@code VGG}
 * @param paper where it was published
 * @param origin whose network it is, to the last parameter
 * @param definition makes the network under a name
 */
public record ZooEntry(
    String name,
    String title,
    String family,
    Paper paper,
    Origin origin,
    Function<String, Network> definition) {
  /** Whose network an entry is; where they differ, so do the counts. */
  public enum Origin {
    /** The paper's, or its authors' own code. */
    PAPER,
    /** That of torchvision, PyTorch's library for images. */
    TORCHVISION,
    /** That of {@code keras.applications}. */
    KERAS,
    /** The authors', as Hugging Face's libraries build it from the configuration of its files. */
    HUGGING_FACE
  }

  /** Builds the network, under the name of its variable. */
  public Network network() {
    return definition.apply(variable());
  }

  /** Returns the name as a notebook's variable has it: {@code qwen3_0_6b}. */
  public String variable() {
    return name.replace('.', '_');
  }

  /** Returns the year of the paper. */
  public int year() {
    return paper.year();
  }

  /** Returns whether a word is part of the name or the family, in any case, or is the year. */
  public boolean matches(String word) {
    String wanted = word.toLowerCase(Locale.ROOT);
    return name.contains(wanted)
        || family.toLowerCase(Locale.ROOT).contains(wanted)
        || String.valueOf(year()).equals(wanted);
  }
}
