package com.example.layers;

import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.layer.geometry.SlidingWindows;
import io.github.layerbook.layer.geometry.Windows;
import io.github.layerbook.size.Size;
import java.util.List;

/** A pool whose windows are weighted, for each channel anew: a layer as a user writes one. */
@Word(value = "blurpool", title = "blur pool")
record BlurPool(Extents kernel, @Default("2") Extents stride, @Default("same") Padding padding)
    implements Layer {
  @Override
  public Declaration on(List<Shape> inputs) {
    SlidingWindows windows =
        Windows.of(kernel).stride(stride).padding(padding).over(inputs, "a depthwise convolution");
    Declaration maps = windows.declare(windows.channels());
    Tensor filter = Tensor.weight("weight", windows.input().channels(), windows.kernelAxes());
    return maps.with(filter)
        .with(
            Work.Kind.MULTIPLY_ADDS,
            Size.product(filter.fanIn(), maps.output().settled().values("out")));
  }
}
