package io.github.layerbook.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.notation.Notation;
import io.github.layerbook.notation.NotationException;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.whatif.edit.Edit;
import io.github.layerbook.whatif.fit.Budget;
import io.github.layerbook.whatif.fit.Fit;
import io.github.layerbook.whatif.sweep.Sweep;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Adapters as a line of the notation, and their rank as what is varied. */
class LowRankTest {
  private static final String PLAIN =
      """
      input 8
      embed: embedding 50-16
      stage layers {
        block 0 x3 {
          add {
            norm: rmsnorm
            attn: gqa 4 keyheads=2
          }
          add {
            norm2: rmsnorm
            mlp: feedforward 24 gated=true bias=false
          }
        }
      }
      head: linear 50 bias=false
      """;

  private static Network read(String text) {
    return Notation.standard().parse(text).network();
  }

  @ParameterizedTest
  @ValueSource(strings = {"layers=1", "layers=2", "layers=5"})
  void otherNumbersOfLayersKeepTheirAdapters(String depth) {
    Edit adapters = Edit.parse("lora 4 on q_proj,v_proj");
    Edit layers = Edit.parse(depth);
    Blueprint plain = Blueprint.of(read(PLAIN));
    assertEquals(adapters.of(layers.of(plain)).network(), layers.of(adapters.of(plain)).network());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lora 4 on q_proj,v_proj",
        "lora 4",
        "lora 8 on all-linear save head,embed",
        "lora 2 on layers.1.attn.q_proj,o_proj",
        "lora 3 on embed save norm",
        "lora=5 on=attn.k_proj",
      })
  void anAdaptedNetworkIsReadBack(String adapters) {
    Network adapted = Edit.parse(adapters).of(Blueprint.of(read(PLAIN))).network();
    assertEquals(adapted, read(adapted.toString()));
    assertEquals(adapted, read(PLAIN + adapters));
  }

  @Test
  void namesThatMeanAllOfThemAreShort() {
    String printed = read(PLAIN + "lora 4 on layers.*.attn.q_proj,layers.1.attn.v_proj").toString();
    assertTrue(printed.endsWith("lora 4 on q_proj,layers.1.attn.v_proj\n"), printed);
  }

  @ParameterizedTest
  @CsvSource({
    "lora on q_proj, lora needs a rank",
    "lora 4 on qproj, did you mean q_proj",
    "lora 0 on q_proj, a rank is 1 or more",
    "lora 4 upon q_proj, is not clear",
    "lora 4 on norm, no matrix that adapters can stand beside",
  })
  void whatIsWrongIsSaidWhereItStands(String line, String message) {
    NotationException refused = assertThrows(NotationException.class, () -> read(PLAIN + line));
    assertEquals(PLAIN.lines().count() + 1, refused.line());
    assertTrue(String.valueOf(refused.getMessage()).contains(message), refused.getMessage());
  }

  /** Each adapter has r*(in + out) parameters, of each rank. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "lora on q_proj=1..5,64",
        "lora on all-linear=2,4",
        "lora on up_proj save head=3,7"
      })
  void aSweepOfRanksHasTheNetworkOfEachRank(String knob) {
    Sweep sweep = Sweep.of(read(PLAIN)).knob(knob).measures(Quantity.TRAINABLE).build();
    for (long i = 0; i < sweep.size(); i++) {
      String edit = knob.replaceFirst("=.*", "").replace("lora", "lora " + sweep.values(i).get(0));
      Network adapted = Edit.parse(edit).of(Blueprint.of(read(PLAIN))).network();
      assertEquals(Report.of(adapted).total(Quantity.TRAINABLE).value(), sweep.row(i).total(0));
    }
    assertTrue(sweep.isOneTape());
  }

  @Test
  void aRankIsFitted() {
    Report adapted = Report.of(read(PLAIN + "lora 4 on q_proj"));
    Fit fit = Fit.largest(adapted, "lora", List.of(Budget.of(Quantity.TRAINABLE, "1000")));
    assertEquals(1000 / (3 * (16 + 16)), fit.value());
    assertEquals("lora=10", fit.best().edit().toString());
  }

  @Test
  void layersAreFitted() {
    Report report = Report.of(read(PLAIN));
    long each = 2 * 16 + 16 * (16 + 8 + 8 + 16) + 3 * 16 * 24;
    String budget = Long.toString(2 * 50 * 16 + 7 * each + 5);
    Fit fit = Fit.largest(report, "layers", List.of(Budget.of(Quantity.PARAMETERS, budget)));
    assertEquals(7, fit.value());
    assertEquals(8, fit.next().orElseThrow().value());
    assertEquals(
        1, Fit.smallest(report, "layers", List.of(Budget.of(Quantity.PARAMETERS, budget))).value());
  }
}
