package io.github.layerbook.exchange.known;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.DialectException;
import io.github.layerbook.exchange.Entry;
import io.github.layerbook.layer.vocabulary.Vocabulary;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialectsTest {
  @ParameterizedTest
  @CsvSource({
    "Conv2d, PyTorch, conv",
    "nn.BatchNorm2d, PyTorch, batchnorm",
    "F.leaky_relu, PyTorch, leakyrelu",
    "torch.flatten, PyTorch, flatten",
    "LazyLinear, PyTorch, linear",
    "layers.Conv2D, Keras, conv",
    "GlobalAveragePooling2D, Keras, globalavgpool",
    "conv2dtranspose, Keras, convtranspose",
    "LeakyReLU, PyTorch, leakyrelu",
    "GRU, PyTorch, gru",
    "InnerProduct, Caffe, fc",
    "convolutional, Darknet, conv",
    "Subsampling2D, DL4J, maxpool",
    "maxPool2dBlock, DJL, maxpool",
    "slim.fully_connected, TF-Slim, linear"
  })
  void aForeignNameMeansAWordOfOurs(String name, String dialect, String word) {
    Meaning first = Dialects.meanings(name).get(0);
    assertEquals(dialect, first.dialect());
    assertEquals(List.of(word), first.words());
  }

  @Test
  void aNameOfTwoFrameworksMeansBoth() {
    assertEquals(
        List.of("PyTorch", "Keras", "ONNX", "DL4J"),
        Dialects.meanings("LSTM").stream().map(Meaning::dialect).toList());
  }

  @Test
  void aNameThatIsNoLayerTellsWhy() {
    assertEquals(
        List.of(
            new Meaning(
                "PyTorch",
                "CrossEntropyLoss",
                List.of(),
                List.of("it stands after the network: a loss"))),
        Dialects.meanings("nn.CrossEntropyLoss"));
    assertEquals(List.of(), Dialects.meanings("Conv7d"));
  }

  /** No name is both in the table and known not to be expressible. */
  @Test
  void aNameStandsOnceInADialect() {
    for (Dialect dialect : Dialects.all()) {
      Set<String> names = new TreeSet<>();
      for (Entry entry : dialect.entries()) {
        for (String name : entry.names()) {
          assertTrue(names.add(name), () -> name + " stands twice for " + dialect.name());
          assertEquals(entry, dialect.find(name).orElseThrow());
        }
      }
      names.retainAll(dialect.absent().keySet());
      assertEquals(Set.of(), names);
    }
  }

  @Test
  void everyWordOfATableIsInTheVocabulary() {
    Vocabulary vocabulary = Vocabulary.builtIn();
    for (Dialect dialect : Dialects.all()) {
      for (Entry entry : dialect.entries()) {
        entry.words().forEach(word -> assertTrue(vocabulary.form(word).isPresent(), word));
      }
    }
  }

  @Test
  void frameworksAreFoundByNameInAnyCase() {
    assertEquals("PyTorch", Dialects.named("pytorch").orElseThrow().name());
    assertEquals(
        "PyTorch has no layer \"nn.Conv2\" that is known: is it Conv2d or Conv1d or Conv3d?",
        assertThrows(
                DialectException.class,
                () -> Dialects.named("PyTorch").orElseThrow().require("nn.Conv2"))
            .getMessage());
    assertTrue(Dialects.named("theano").isEmpty());
    assertEquals(Map.of(), Dialect.of("of a user").absent());
  }
}
