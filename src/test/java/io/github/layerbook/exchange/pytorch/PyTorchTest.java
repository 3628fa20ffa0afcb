package io.github.layerbook.exchange.pytorch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.layerbook.exchange.Arguments;
import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.DialectException;
import io.github.layerbook.exchange.Reading;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.form.LayerForm;
import java.util.List;
import org.junit.jupiter.api.Test;

class PyTorchTest {
  private static final Dialect TORCH = PyTorch.dialect();

  @Test
  void aConvolutionIsReadWithItsAxesAndWrittenBack() {
    Reading reading =
        TORCH
            .require("nn.Conv2d")
            .read(
                Arguments.of(3, 64, List.of(7, 7)).with("padding", 3).with("bias", false),
                List.of(List.of(2L, 3L, 224L, 225L)));
    assertEquals(
        "conv 7x7-64 padding=3 bias=false in=3",
        LayerForm.of(reading.layer()).print(reading.layer()));
    assertEquals(List.of(Shape.image(224, 225, 3)), reading.inputs());
    assertEquals(List.of(2L), reading.arrangement().batch());
    assertEquals(
        List.of(List.of(2L, 64L, 224L, 225L)),
        reading.arrangement().extents(reading.layer().on(reading.inputs()).outputs()));
    assertEquals(
        "[Conv2d(3, 64, 7, padding=3, bias=False)]",
        TORCH.write(reading.layer(), reading.inputs()).toString());
  }

  @Test
  void argumentsThatAreNotTheSignaturesAreNamed() {
    DialectException unknown =
        assertThrows(
            DialectException.class,
            () -> TORCH.require("Linear").layer(Arguments.of(3, 4).with("units", 5)));
    assertEquals(
        "Linear has no argument units: write Linear(in_features, out_features, bias=True)",
        unknown.getMessage());
    DialectException missing =
        assertThrows(DialectException.class, () -> TORCH.require("Linear").layer(Arguments.of(3)));
    assertEquals(
        "Linear needs out_features: write Linear(in_features, out_features, bias=True)",
        missing.getMessage());
  }
}
