package io.github.layerbook.truth;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every layer agrees with PyTorch's in shapes, tensors and counts. */
class TorchLayersTest {
  static Map<String, Mapping> mappings() {
    Map<String, Mapping> all = new HashMap<>();
    all.putAll(TorchConvolutions.mappings());
    all.putAll(TorchPoolings.mappings());
    all.putAll(TorchShapes.mappings());
    all.putAll(TorchVectors.mappings());
    all.putAll(TorchNormalizations.mappings());
    all.putAll(TorchRecurrent.mappings());
    all.putAll(TorchAttention.mappings());
    return all;
  }

  @TestFactory
  Stream<DynamicTest> agreesWithPyTorch() throws IOException {
    return ReferenceFile.tests("layers", mappings());
  }
}
