package io.github.layerbook.layer.attention;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Backward;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.size.Size;
import java.util.List;

/**
 * Class token: {@code classtoken}, a learned vector put before a sequence (Devlin et al. 2019;
 * Dosovitskiy et al. 2021, section 3.1).
 *
 * <p>Input a sequence of L vectors of E features; output L + 1 of them. E parameters, no work.
 * {@code tokens=4} puts more than one, such as registers, before it. torchvision's {@code
 * class_token}, of shape {@code 1×1×E}.
 *
 * @param tokens how many learned vectors there are
 * @param name the tensor's name; empty for the layer's
 * @param leading whether the tensor has axes before the features: {@code 1×1×E} or {@code E}
 */
@Word(value = "classtoken clstoken", title = "class token")
public record ClassToken(
    @Default("1") Size tokens,
    @Default("class_token") String name,
    @Default("true") boolean leading)
    implements Layer {
  /** Makes learned vectors under torchvision's name. */
  public ClassToken(Size tokens) {
    this(tokens, "class_token", true);
  }

  @Override
  public Declaration on(List<Shape> inputs) {
    Shape input = Inputs.sequence(inputs, "a class token");
    Size length = input.spatial().get(0).as("in");
    Size added = tokens.is(1) ? tokens : tokens.named("T");
    Axis one = new Axis("one", "", Size.of(1));
    return Declaration.of(Shape.maps(input.channels().size(), List.of(length.plus(added))))
        .with(
            Tensor.scale(
                name,
                leading
                    ? List.of(one, new Axis("tokens", "T", added), input.channels())
                    : List.of(input.channels())))
        .with(Backward.OF_CONCATENATION)
        .with(Requirement.positive("tokens", tokens))
        .with(leading ? List.of() : Requirement.stated("tokens", Size.of(1), "tokens", tokens));
  }
}
