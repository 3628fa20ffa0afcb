package io.github.layerbook.layer.pooling;

import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.SavedTensor;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.geometry.Windows;
import io.github.layerbook.size.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Power-average (Lp) pooling: {@code lppool 2x2 power=2}, the p-th root of the sum of each window's
 * p-th powers, channel by channel (PyTorch's {@code LPPool1d} to {@code LPPool3d}).
 *
 * <p>No parameters. Each output value takes {@code K_h*K_w} powers and one root, counted with the
 * exponentials, and {@code K_h*K_w - 1} additions.
 *
 * @param kernel window size per axis
 * @param stride steps between windows; the kernel size if none is given
 * @param power p, PyTorch's {@code norm_type}; not 0
 * @param ceil whether a last, incomplete window counts
 */
@Word(value = "lppool", title = "Lp pool")
public record PowerPool(
    Extents kernel,
    @Default("") @Nullable Extents stride,
    @Default("2") double power,
    @Default("false") boolean ceil)
    implements Layer {
  /** Checks that there is a root to take. */
  public PowerPool {
    if (power == 0 || Double.isNaN(power)) {
      throw new LayerException("power " + power + " has no root: use power=2 or another");
    }
  }

  @Override
  public Declaration on(List<Shape> inputs) {
    Pooling pooling = Pooling.of(Windows.ofPool(kernel, stride).ceil(ceil), inputs, "Lp pooling");
    Size powers = pooling.values().plus(1);
    Size outputs = Size.product(Size.of(4), pooling.outputs());
    return pooling
        .declaration(Work.Kind.ADDITIONS, pooling.others())
        .keeping(
            SavedTensor.inputs(),
            SavedTensor.inTraining(
                "powers, and sums in four steps", inputs.get(0).values("in").plus(outputs)))
        .with(Work.Kind.EXPONENTIALS, Size.product(powers, pooling.outputs()));
  }
}
