package io.github.layerbook.layer.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.layer.vocabulary.Vocabulary;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OptionNamesTest {
  private static final Set<String> OPTIONS =
      Vocabulary.builtIn().words().stream()
          .flatMap(word -> Vocabulary.builtIn().form(word).orElseThrow().options().stream())
          .collect(Collectors.toSet());

  @Test
  void foreignNamesAreThoseOfOptionsThatLayersHave() {
    OptionNames.named()
        .forEach(option -> assertTrue(OPTIONS.contains(option), "no layer has " + option));
  }

  @Test
  void aForeignNameComesBeforeALikelySpelling() {
    assertEquals(List.of("fill"), OptionNames.like("padding_mode", List.of("padding", "fill")));
    assertEquals(List.of("stride"), OptionNames.like("STRIDES", List.of("kernel", "stride")));
  }

  @Test
  void theBeginningOfANameAndAMisspellingAreTaken() {
    assertEquals(List.of("projection"), OptionNames.like("proj", List.of("units", "projection")));
    assertEquals(List.of("bias"), OptionNames.like("bais", List.of("bias", "out")));
    assertEquals(List.of(), OptionNames.like("colour", List.of("bias", "out")));
  }
}
