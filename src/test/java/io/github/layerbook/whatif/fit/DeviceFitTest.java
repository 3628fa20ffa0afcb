package io.github.layerbook.whatif.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.whatif.fit.DeviceFit.Candidate;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceFitTest {
  /** Some bytes, of which a part stays on each of those devices that divide a number of heads. */
  private static LongFunction<Candidate> shares(long bytes, long fixed, long heads) {
    return devices ->
        new Candidate(
            devices,
            fixed + (bytes + devices - 1) / devices,
            heads % devices == 0 ? "" : heads + " heads do not divide");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 7, 99, 100, 101, 5_000, 1_000_000})
  void theNumberBeforeIsTooFew(long most) {
    DeviceFit fit = DeviceFit.smallest("all", most, shares(1_000_000, 0, 0));
    assertEquals((1_000_000 + most - 1) / most, fit.best().devices());
    assertTrue(fit.best().each() <= most);
    if (fit.best().devices() > 1) {
      assertEquals(fit.best().devices() - 1, fit.before().get(0).devices());
      assertTrue(fit.before().get(0).each() > most);
    }
  }

  @Test
  void numbersThatDoNotDivideAreShownAsImpossible() {
    DeviceFit fit = DeviceFit.smallest("all", 400, shares(1_000, 0, 32));
    assertEquals(4, fit.best().devices());
    assertEquals(2, fit.before().get(0).devices());
    assertEquals("32 heads do not divide", fit.before().get(1).problem());
  }

  @Test
  void theNextPossibleNumberBelowIsTooFewToo() {
    DeviceFit fit = DeviceFit.smallest("all", 250, shares(1_000, 0, 32));
    assertEquals(4, fit.best().devices());
    assertEquals(3, fit.before().get(0).devices());
    assertEquals(2, fit.before().get(1).devices());
    assertTrue(fit.before().get(1).isPossible() && fit.before().get(1).each() > 250);
  }

  @Test
  void whatNoNumberDividesIsNamed() {
    assertTrue(message(100, shares(1_000, 101, 0)).contains("no number of devices is enough"));
    assertTrue(message(10, shares(1_000, 0, 32)).contains("32 heads do not divide"));
  }

  private static String message(long most, LongFunction<Candidate> shares) {
    return String.valueOf(
        assertThrows(OptionException.class, () -> DeviceFit.smallest("a network", most, shares))
            .getMessage());
  }
}
