package io.github.layerbook.layer.convolution;

import io.github.layerbook.layer.Composite;
import io.github.layerbook.layer.Steps;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Options;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.shape.Flatten;
import io.github.layerbook.size.Size;
import java.util.List;

/**
 * Patch embedding: {@code patchembed 16-768}, an image cut into squares, each of which a linear
 * layer makes into a vector (Dosovitskiy et al. 2021, equation 1).
 *
 * <p>Input feature maps; output a sequence of as many vectors as there are whole patches. It is a
 * {@link Convolution} whose kernel and stride are the patch, read row by row: parameters and work
 * are that convolution's.
 *
 * @param patch side of a patch
 * @param out number of features of a vector
 * @param bias whether each feature has a bias
 */
@Word(value = "patchembed patchembedding", title = "patch embedding")
public record PatchEmbedding(Size patch, Size out, @Default("true") boolean bias)
    implements Composite {
  /** Makes an embedding of patches into features. */
  public static PatchEmbedding of(long patch, long out) {
    return new PatchEmbedding(Size.of(patch), Size.of(out), true);
  }

  @Override
  public void compose(Steps steps) {
    Extents side = new Extents(List.of(patch, patch));
    Convolution patches = Convolution.of(side, out).bias(bias);
    steps.add("", "", Options.with(patches, Convolution::stride, side));
    steps.add(new Flatten(2, -1));
  }
}
