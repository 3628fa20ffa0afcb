package io.github.layerbook.exchange.paper;

import io.github.layerbook.exchange.form.ShortForm;
import io.github.layerbook.exchange.form.TextForm;
import java.util.List;

/** The forms of papers' tables. */
public final class PaperForms {
  private static final List<TextForm> ALL =
      List.of(
          // Blocks in figures, as Inception-v3's and ShuffleNet's: told, and not read in part.
          ShortForm.single(
              "paper-open",
              "a paper's table that leaves blocks to its figures or its text",
              OpenTable::recognises,
              OpenTable::read),
          // Stages in columns, as ResNet's.
          new ShortForm(
              "paper-residual",
              "a paper's table of residual stages",
              ResidualTable::recognises,
              ResidualTable::readAll),
          // Dense blocks in columns, as DenseNet's.
          new ShortForm(
              "paper-dense",
              "a paper's table of dense blocks",
              DenseTable::recognises,
              DenseTable::readAll),
          // Branches in columns, as GoogLeNet's.
          ShortForm.single(
              "paper-inception",
              "a paper's table of inception modules",
              InceptionTable::recognises,
              InceptionTable::read),
          // Expansion, channels, repetitions and stride, as MobileNetV2's.
          ShortForm.single(
              "paper-bottleneck",
              "a paper's table of bottlenecks",
              BottleneckTable::recognises,
              BottleneckTable::read),
          // A stage a row, as EfficientNet's.
          ShortForm.single(
              "paper-efficient",
              "a paper's table of stages",
              EfficientTable::recognises,
              EfficientTable::read),
          // A network a column, as VGG's.
          new ShortForm(
              "paper-configurations",
              "a paper's table of configurations",
              ConfigurationTable::recognises,
              ConfigurationTable::readAll),
          // Expanded channels, squeeze-and-excitation and nonlinearity, as MobileNetV3's.
          ShortForm.single(
              "paper-mobile",
              "a paper's table of bottlenecks",
              MobileTable::recognises,
              MobileTable::read),
          // Fire modules, as SqueezeNet's.
          ShortForm.single(
              "paper-fire",
              "a paper's table of fire modules",
              FireTable::recognises,
              FireTable::read),
          // A layer a row, as MobileNet's.
          ShortForm.single(
              "paper-layers",
              "a paper's table of layers",
              LayerTable::recognises,
              LayerTable::read));

  private PaperForms() {}

  /** Returns the forms in the order in which they are tried. */
  public static List<TextForm> all() {
    return ALL;
  }
}
