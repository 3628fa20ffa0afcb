package io.github.layerbook.receptive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.network.Network;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.zoo.Zoo;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceptivePathsTest {
  private static final Network BRANCHES =
      Notation.standard()
          .parse(
              "branches",
              """
              input 32x32x8
              stem: conv 3x3-8 padding=1
              one: conv 1x1-8
              three: conv 3x3-8 padding=1 from stem
              five: conv 5x5-8 padding=2 from stem
              deep: conv 3x3-8 padding=1
              join: concat from one, three, deep
              last: conv 3x3-8 padding=1
              """)
          .network();

  private static long extent(ReceptiveFields fields, String layer) {
    return fields.find(layer).orElseThrow().axes().get(0).extent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''              |  9 | 11",
        "one             |  3 |  5",
        "three           |  5 |  7",
        "five            |  9 | 11",
        "deep            |  9 | 11",
        "stem,deep,last  |  9 | 11",
        "-deep           |  5 |  7",
        "'-three,-five'  |  3 |  5",
        "'stem,-one,-five' | 5 |  7",
      })
  void aPathSeesWhatItsLayersSee(String layers, long join, long last) {
    ReceptiveFields fields = ReceptiveFields.through(BRANCHES, layers);
    assertEquals(join, extent(fields, "join"));
    assertEquals(last, extent(fields, "last"));
  }

  @Test
  void onlyLayersOnThePathsAreThere() {
    List<String> names =
        ReceptiveFields.through(BRANCHES, "five").all().stream()
            .map(seen -> seen.layer().label())
            .toList();
    assertEquals(List.of("input", "stem", "five", "deep", "join", "last"), names);
    assertTrue(ReceptiveFields.through(BRANCHES, "-five").find("deep").isEmpty());
  }

  @Test
  void theShortcutsOfAResidualNetworkSeeLittle() {
    Network resnet = Zoo.network("resnet18");
    assertEquals(435, extent(ReceptiveFields.of(resnet), "layer4.1.add"));
    // Seven by seven, the pooling, and three projections that only skip: steps of 4, 8 and 16.
    assertEquals(11, extent(ReceptiveFields.through(resnet, "-*.conv1"), "layer4.1.add"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "one,three | no path leads from one to three",
        "'deep,-five' | no path leads to deep",
        "fife | did you mean five?",
        "-fife | did you mean five?",
      })
  void whatIsNoPathIsRefused(String layers, String said) {
    OptionException refused =
        assertThrows(OptionException.class, () -> ReceptiveFields.through(BRANCHES, layers));
    assertTrue(String.valueOf(refused.getMessage()).contains(said), refused.getMessage());
  }
}
