package io.github.layerbook.exchange.keras;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.layerbook.exchange.Arguments;
import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.Invocation;
import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.exchange.Reading;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.layer.linear.FullyConnected;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KerasTest {
  private static final Dialect KERAS = Keras.dialect();

  @Test
  void anActivationAmongTheArgumentsFollowsTheLayer() {
    Reading dense =
        KERAS
            .require("layers.Dense")
            .read(Arguments.of(10).with("activation", "relu"), List.of(List.of(4L, 7L)));
    assertEquals(Optional.of(Activation.relu()), dense.next());
    assertEquals("linear 10", printed(dense.layer()));
    Invocation leaky = new Invocation("LeakyReLU", Arguments.NONE);
    assertEquals(
        Optional.of(Activation.of(Activation.Kind.LEAKYRELU)),
        KERAS
            .require("Conv2D")
            .read(Arguments.of(8, 3).with("activation", leaky), List.of(List.of(1L, 9L, 9L, 3L)))
            .next());
  }

  /** As in an old file: axes in a list, arguments of Keras 2. */
  @Test
  void configurationsOfOldFilesAreRead() {
    Layer layer =
        KERAS
            .require("BatchNormalization")
            .layer(
                Arguments.named(
                    Map.of(
                        "name",
                        "bn",
                        "trainable",
                        true,
                        "axis",
                        List.of(3),
                        "momentum",
                        0.99,
                        "fused",
                        true,
                        "gamma_initializer",
                        Map.of("class_name", "Ones"))));
    assertEquals("batchnorm counter=false", printed(layer));
  }

  @Test
  void functionsOfListsAndOfTensorsAreTheirClasses() {
    List<Long> images = List.of(2L, 4L, 5L, 3L);
    assertEquals(
        "concat",
        printed(
            KERAS
                .require("layers.concatenate")
                .read(Arguments.NONE, List.of(images, images))
                .layer()));
    assertEquals("add", printed(KERAS.require("layers.add").layer(Arguments.NONE)));
    assertEquals("relu6", printed(KERAS.require("tf.nn.relu6").layer(Arguments.NONE)));
    assertEquals(
        "relu6",
        printed(KERAS.require("activations.relu").layer(Arguments.NONE.with("max_value", 6))));
    assertEquals("softmax", printed(KERAS.require("ops.softmax").layer(Arguments.NONE)));
  }

  @Test
  void wrappersReadTheirLayer() {
    Invocation inner = new Invocation("LSTM", Arguments.of(64));
    Layer both = KERAS.require("Bidirectional").layer(Arguments.of(inner));
    assertEquals("[Bidirectional(LSTM(64))]", KERAS.write(both, List.of()).toString());
    assertThrows(
        NotExpressibleException.class,
        () ->
            KERAS
                .require("Bidirectional")
                .layer(Arguments.of(new Invocation("Dense", Arguments.of(3)))));
  }

  @Test
  void aLayerThatKerasLacksIsSaidBySeveral() {
    assertEquals(
        "[Flatten(), Dense(10)]",
        KERAS.write(FullyConnected.of(10), List.of(Shape.image(4, 4, 3))).toString());
  }

  private static String printed(Layer layer) {
    return LayerForm.of(layer).print(layer);
  }
}
