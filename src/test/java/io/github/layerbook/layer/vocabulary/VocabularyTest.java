package io.github.layerbook.layer.vocabulary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.form.LayerForm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every built-in layer has a line in examples.txt, which is read and printed back. */
public class VocabularyTest {
  private static final Vocabulary BUILT_IN = Vocabulary.builtIn();

  static Stream<String> examples() throws IOException {
    try (InputStream file = VocabularyTest.class.getResourceAsStream("examples.txt")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines();
    }
  }

  static Stream<LayerForm> forms() {
    return Vocabulary.builtInTypes().stream().flatMap(type -> LayerForm.of(type).stream());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void anExampleIsReadAndPrintedBack(String line) {
    Layer layer = read(line);
    assertEquals(line, LayerForm.of(layer).print(layer));
    assertEquals(layer, read(line));
  }

  @Test
  void everyLayerHasAnExample() throws IOException {
    TreeSet<String> missing = new TreeSet<>();
    forms().forEach(form -> missing.add(form.words().get(0)));
    examples().forEach(line -> missing.remove(LayerForm.of(read(line)).words().get(0)));
    assertTrue(missing.isEmpty(), "examples.txt lacks " + missing);
  }

  @Test
  void everyLayerHasATitleAndAUsage() {
    forms()
        .forEach(
            form -> {
              assertFalse(form.title().isBlank(), form.usage());
              assertTrue(form.usage().startsWith(form.words().get(0)), form.usage());
            });
  }

  @Test
  void noTwoLayersShareAWord() {
    List<String> words = forms().flatMap(form -> form.words().stream()).toList();
    assertEquals(words.size(), new TreeSet<>(words).size(), "a word stands twice in " + words);
  }

  /** Reads a line with a layer's word and options. */
  static Layer read(String line) {
    String[] words = line.split(" ", -1);
    LayerForm form = BUILT_IN.form(words[0]).orElseThrow(() -> new AssertionError(line));
    Map<String, String> options = new LinkedHashMap<>();
    int next = 1;
    if (!form.headOptions().isEmpty()) {
      String[] head = words[next++].split("-", -1);
      for (int i = 0; i < head.length; i++) {
        options.put(form.headOptions().get(i), head[i]);
      }
    }
    for (int i = next; i < words.length; i++) {
      int equals = words[i].indexOf('=');
      options.put(words[i].substring(0, equals), words[i].substring(equals + 1));
    }
    return form.read(options);
  }
}
