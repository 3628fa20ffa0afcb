package io.github.layerbook.layer.linear;

import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.size.Size;
import java.util.List;

/**
 * Embedding bag: {@code embeddingbag 10000-64}, the sum, mean or maximum of the embeddings of all
 * words of a bag.
 *
 * <p>Input a bag of word numbers, output one vector of features. With a second input, the places at
 * which bags begin in a longer list of words, output one vector for each of these. Parameters as
 * {@link Embedding}. PyTorch's {@code EmbeddingBag}.
 *
 * @param vocabulary how many words there are
 * @param features how many features each has
 * @param mode how the embeddings of a bag become one
 */
@Word(value = "embeddingbag", title = "embedding bag")
public record EmbeddingBag(Size vocabulary, Size features, @Default("mean") Mode mode)
    implements Layer {
  /** How the embeddings of a bag become one. */
  public enum Mode {
    /** Their sum. */
    SUM,
    /** Their mean. */
    MEAN,
    /** The largest value of each feature. */
    MAX
  }

  @Override
  public Declaration on(List<Shape> inputs) {
    if (inputs.isEmpty() || inputs.size() > 2) {
      throw new LayerException(
          "an embedding bag takes words, and where bags begin if they are several, not "
              + inputs.size()
              + " inputs");
    }
    Size words = inputs.get(0).values("in");
    Size width = features.named("E");
    Size bags = inputs.size() == 1 ? Size.of(1) : inputs.get(1).values();
    Shape output = inputs.size() == 1 ? Shape.features(width) : Shape.maps(width, List.of(bags));
    Size combined = Size.product(words.minus(bags), width);
    Declaration table =
        new Embedding(vocabulary, features)
            .declaration(output)
            .with(mode == Mode.MAX ? Work.Kind.COMPARISONS : Work.Kind.ADDITIONS, combined);
    return mode == Mode.MEAN ? table.with(Work.Kind.DIVISIONS, Size.product(bags, width)) : table;
  }
}
