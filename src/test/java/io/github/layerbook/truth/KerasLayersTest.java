package io.github.layerbook.truth;

import io.github.layerbook.exchange.keras.Keras;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every layer agrees with Keras's in shapes, tensors and counts. */
class KerasLayersTest {
  static Map<String, Mapping> mappings() {
    return DialectMapping.of(Keras.dialect());
  }

  @TestFactory
  Stream<DynamicTest> agreesWithKeras() throws IOException {
    return ReferenceFile.tests("keras_layers", mappings());
  }
}
