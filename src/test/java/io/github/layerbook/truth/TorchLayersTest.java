package io.github.layerbook.truth;

import io.github.layerbook.exchange.pytorch.PyTorch;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every layer agrees with PyTorch's in shapes, tensors and counts. */
class TorchLayersTest {
  static Map<String, Mapping> mappings() {
    return DialectMapping.of(PyTorch.dialect());
  }

  @TestFactory
  Stream<DynamicTest> agreesWithPyTorch() throws IOException {
    return ReferenceFile.tests("layers", mappings());
  }
}
