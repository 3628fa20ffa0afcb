package io.github.layerbook.layer.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.attention.Attention;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.layer.pooling.GlobalPool;
import io.github.layerbook.size.Size;
import org.junit.jupiter.api.Test;

/** Layers are made of what they need, and changed option by option. */
class OptionsTest {
  private static final Convolution CONVOLUTION =
      Options.make(Convolution.class, Extents.square(3), Size.of(64));

  private static String print(io.github.layerbook.layer.Layer layer) {
    return LayerForm.of(layer).print(layer);
  }

  @Test
  void whatIsNotGivenHasItsDefault() {
    assertEquals("conv 3x3-64", print(CONVOLUTION));
    assertEquals("globalmaxpool", print(Options.make(GlobalPool.class, GlobalPool.Kind.MAX)));
  }

  @Test
  void oneOptionChangesAndTheOthersStay() {
    assertEquals(
        "conv 3x3-64 stride=2x1 padding=1 groups=4 bias=false",
        print(CONVOLUTION.padding(1).stride(2, 1).groups(4).bias(false)));
    assertEquals(
        "conv 3x3-64 padding=same in=3",
        print(
            Options.of(CONVOLUTION)
                .with(Convolution::in, Size.of(3))
                .with(Convolution::padding, Padding.of(Padding.Mode.SAME))
                .layer()));
    assertEquals(
        "attention 8 keyheads=2 rotary=true",
        print(
            Options.of(Attention.of(8))
                .with(Attention::rotary, true)
                .with(Attention::keyheads, Size.of(2))
                .layer()));
  }

  @Test
  void nothingElseNamesAnOption() {
    Size size = Size.of(3);
    LayerException refused =
        assertThrows(
            LayerException.class, () -> Options.with(CONVOLUTION, layer -> layer.out(), size));
    assertTrue(refused.toString().contains("method reference"), refused.toString());
  }

  @Test
  void whatIsNeededIsChecked() {
    String message =
        assertThrows(LayerException.class, () -> Options.make(Convolution.class, Extents.square(3)))
            .getMessage();
    assertEquals("Convolution has 2 required options, not 1", message);
    assertThrows(
        LayerException.class, () -> Options.make(Convolution.class, Size.of(3), Size.of(4)));
  }
}
