package io.github.layerbook.layer.vocabulary;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.geometry.OpenExtents;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.size.Size;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every layer can be declared while its sizes and its inputs' extents are still open. */
class OpenOptionsTest {
  private static final int MOST_INPUTS = 3;
  private static final int MOST_AXES = 5;

  @ParameterizedTest
  @MethodSource("io.github.layerbook.layer.vocabulary.VocabularyTest#examples")
  void aLayerIsDeclaredWithOpenSizes(String line) throws ReflectiveOperationException {
    Layer layer = open(VocabularyTest.read(line));
    List<Declaration> declarations = new ArrayList<>();
    for (int number = 0; number <= MOST_INPUTS; number++) {
      for (int axes = 0; axes <= MOST_AXES; axes++) {
        declared(layer, Collections.nCopies(number, shape(axes))).ifPresent(declarations::add);
      }
    }
    assertFalse(declarations.isEmpty(), layer + " is declared on no open shape");
  }

  /** The declaration, if the layer takes so many inputs of that rank; anything else is an error. */
  private static Optional<Declaration> declared(Layer layer, List<Shape> inputs) {
    try {
      return Optional.of(layer.on(inputs));
    } catch (LayerException e) {
      return Optional.empty();
    }
  }

  private static Shape shape(int axes) {
    return Shape.of(
        IntStream.range(0, axes).<Size>mapToObj(i -> new Size.Unknown("in" + i)).toList(),
        AxisOrder.CHW);
  }

  /** The layer with every size among its options left open. */
  private static Layer open(Layer layer) throws ReflectiveOperationException {
    RecordComponent[] components = layer.getClass().getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] options = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      options[i] = open(components[i].getName(), components[i].getAccessor().invoke(layer));
    }
    Constructor<?> constructor = layer.getClass().getDeclaredConstructor(types);
    return (Layer) constructor.newInstance(options);
  }

  private static @Nullable Object open(String name, @Nullable Object option) {
    Size unknown = new Size.Unknown(name);
    if (option instanceof Size) {
      return unknown;
    } else if (option instanceof Extents extents) {
      return new Extents(Collections.nCopies(extents.sizes().size(), unknown));
    } else if (option instanceof OpenExtents extents) {
      return new OpenExtents(
          extents.sizes().stream().map(size -> size.<Size>map(s -> unknown)).toList());
    } else if (option instanceof Padding padding && padding.mode() == Padding.Mode.EXPLICIT) {
      int axes = padding.before().sizes().size();
      return Padding.of(
          Collections.nCopies(axes, unknown),
          Collections.nCopies(axes, new Size.Unknown(name + "_after")));
    }
    return option;
  }
}
