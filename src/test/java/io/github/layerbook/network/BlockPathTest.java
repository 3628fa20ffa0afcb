package io.github.layerbook.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class BlockPathTest {
  private static final BlockPath INNER = BlockPath.of("layer1.0.downsample");

  @Test
  void aPathIsReadOnceAndPrintedAsItWasWritten() {
    for (String text : List.of("", "a", "a.b", "layer1.0.downsample", "a..b", ".")) {
      assertEquals(text, BlockPath.of(text).toString());
      assertEquals(BlockPath.of(text), BlockPath.of(text));
    }
    assertSame(BlockPath.NONE, BlockPath.of(""));
    assertEquals(3, INNER.depth());
    assertEquals("downsample", INNER.name());
    assertEquals(BlockPath.of("layer1.0"), INNER.outer());
    assertEquals(BlockPath.of("layer1"), INNER.at(1));
    assertSame(INNER, INNER.at(9));
    assertSame(BlockPath.NONE, INNER.at(0));
  }

  @Test
  void aBlockIsInThoseAroundItButNotInOneOfASimilarName() {
    assertTrue(INNER.isIn(INNER));
    assertTrue(INNER.isIn(BlockPath.of("layer1")));
    assertTrue(INNER.isIn(BlockPath.NONE));
    assertFalse(INNER.isIn(BlockPath.of("layer")));
    assertFalse(BlockPath.of("layer1").isIn(INNER));
    assertFalse(BlockPath.NONE.isIn(INNER));
  }

  @Test
  void aLayersPathIsMadeAndCutInOnePlace() {
    assertEquals("layer1.0.downsample.conv", INNER.layer("conv"));
    assertEquals("conv", INNER.within("layer1.0.downsample.conv"));
    assertEquals("conv", BlockPath.NONE.layer("conv"));
    assertEquals("conv", BlockPath.NONE.within("conv"));
    assertTrue(INNER.holds("layer1.0.downsample.conv"));
    assertFalse(INNER.holds("layer1.0.downsample2.conv"));
    assertFalse(INNER.holds("layer1.0.downsample"));
  }

  @Test
  void aStageIsAnotherThanTheBlockOfItsName() {
    BlockPath stage = BlockPath.NONE.stage("conv1");
    assertNotEquals(BlockPath.of("conv1"), stage);
    assertNotEquals(BlockPath.of("conv1.b"), stage.block("b"));
    assertTrue(stage.block("b").isIn(BlockPath.of("conv1")));
    assertEquals(BlockPath.NONE, stage.module());
    assertEquals("conv1.b", stage.block("b").stage("c").module().toString());
  }

  @Test
  void anAddressHasAPlaceInBracketsUnlessItIsTheFirst() {
    assertEquals(new OutputAddress("lstm", 1), OutputAddress.of("lstm[1]"));
    assertEquals(new OutputAddress("lstm"), OutputAddress.of("lstm[0]"));
    for (String text : List.of("lstm", "a.lstm[12]", "lstm[x]", "lstm[1234]", "[1]", "")) {
      assertEquals(text, OutputAddress.of(text).toString());
    }
  }
}
