package io.github.layerbook.view.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.layerbook.view.table.BlockRuns.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BlockRunsTest {
  @Test
  void theOutermostBlockThatIsRepeatedIsOneRun() {
    List<String> blocks =
        List.of("", "a.0.x", "a.0.y", "a.1.x", "a.1.y", "a.2.x", "a.2.y", "b.0", "");
    List<String> lines = List.of("i", "c", "d", "c", "d", "c", "d", "c", "d");
    assertEquals(
        List.of(new Run(0, 1, 1), new Run(1, 2, 3), new Run(7, 1, 1), new Run(8, 1, 1)),
        BlockRuns.of(blocks, lines));
  }

  @Test
  void blocksThatDifferOrHaveOtherLinesBetweenAreNotOneRun() {
    List<String> blocks = List.of("a.0", "a.0", "a.1", "a.1", "", "a.2", "a.2", "b.0", "b.0");
    List<String> lines = List.of("c", "d", "c", "e", "f", "c", "e", "c", "f");
    assertEquals(9, BlockRuns.of(blocks, lines).size());
  }

  @Test
  void everyLineIsInOneRunAndRepeatedLinesSayTheSame() {
    Random random = new Random(3);
    for (int round = 0; round < 2_000; round++) {
      List<String> blocks = new ArrayList<>();
      List<Integer> lines = new ArrayList<>();
      for (int block = 0; block < random.nextInt(6); block++) {
        int length = 1 + random.nextInt(2);
        for (int line = 0; line < length; line++) {
          blocks.add(
              random.nextInt(5) == 0 ? "" : "a." + block + (random.nextBoolean() ? ".x" : ""));
          lines.add(random.nextInt(2));
        }
      }
      int next = 0;
      for (Run run : BlockRuns.of(blocks, lines)) {
        assertEquals(next, run.from());
        for (int i = run.from(); i < run.end() - run.length(); i++) {
          assertEquals(lines.get(i), lines.get(i + run.length()));
        }
        next = run.end();
      }
      assertEquals(lines.size(), next);
    }
  }
}
