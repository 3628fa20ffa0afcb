package io.github.layerbook.view.animation;

import io.github.layerbook.layer.Window;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * What is drawn of windows along one axis: places, some of which hold inputs.
 *
 * <p>Places are those of {@link Window}: the input's positions lie {@code spread} apart, between
 * them are zeros, around them is padding.
 *
 * @param taps how many places a window looks at
 * @param dilation how far apart these are
 * @param step how far apart neighbouring windows begin
 * @param start where the first window begins; negative in the padding
 * @param spread how far apart the input's positions are
 * @param inputs the input's extent
 * @param outputs the output's extent
 * @param shown how many of the outputs are drawn, the first ones
 */
record AxisView(
    long taps,
    long dilation,
    long step,
    long start,
    long spread,
    long inputs,
    long outputs,
    long shown) {

  /** Of more places than this, only the first outputs are drawn, unless one window has more. */
  private static final long MOST = 13;

  /** Squares of more places than this are too small to be seen. */
  static final long GREATEST = 40;

  private static final long MOST_OUTPUTS = 5;

  /** The windows of an axis, as many of them as are drawn. */
  static AxisView of(Window window, long inputs, long outputs) {
    AxisView all =
        new AxisView(
            window.taps().value(),
            window.dilation().value(),
            window.step().value(),
            window.skip().value() - window.before().value(),
            window.spread().value(),
            inputs,
            outputs,
            outputs);
    long shown = Math.min(outputs, MOST_OUTPUTS);
    while (shown > 1 && all.showing(shown).extent() > MOST) {
      shown--;
    }
    boolean two = shown < 2 && outputs > 1 && all.showing(2).extent() <= GREATEST;
    return all.showing(two ? 2 : shown);
  }

  /** An axis along which nothing moves, as the rows of a sequence. */
  static AxisView still() {
    return new AxisView(1, 1, 1, 0, 1, 1, 1, 1);
  }

  private AxisView showing(long some) {
    return new AxisView(taps, dilation, step, start, spread, inputs, outputs, some);
  }

  /** Whether some outputs are left out. */
  boolean isCropped() {
    return shown < outputs;
  }

  /** The places that an output's window looks at. */
  long[] places(long output) {
    long first = output * step + start;
    return LongStream.range(0, taps).map(tap -> first + tap * dilation).toArray();
  }

  /** The input at a place; none between inputs and in the padding. */
  OptionalLong input(long place) {
    boolean there = Math.floorMod(place, spread) == 0 && place >= 0 && place / spread < inputs;
    return there ? OptionalLong.of(place / spread) : OptionalLong.empty();
  }

  /** The first place that is drawn. */
  long first() {
    return Math.min(0, start);
  }

  /** The last place that is drawn: of the last window drawn, or of the input. */
  long last() {
    long seen = (shown - 1) * step + start + (taps - 1) * dilation;
    return isCropped() ? seen : Math.max(seen, (inputs - 1) * spread);
  }

  /** How many places are drawn. */
  long extent() {
    return last() - first() + 1;
  }

  /** The zeros before and after the input, of which windows see some. */
  long paddingBefore() {
    return -first();
  }

  /** The zeros after the input that the last window reaches. */
  long paddingAfter() {
    return Math.max(
        0, (outputs - 1) * step + start + (taps - 1) * dilation - (inputs - 1) * spread);
  }
}
