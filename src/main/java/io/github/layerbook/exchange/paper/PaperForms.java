package io.github.layerbook.exchange.paper;

import io.github.layerbook.exchange.form.Form;
import io.github.layerbook.exchange.form.TextForm;
import java.util.List;

/** The forms of papers' tables. */
public final class PaperForms {
  private static final List<TextForm> ALL =
      List.of(
          // Blocks in figures, as Inception-v3's and ShuffleNet's: told, and not read in part.
          Form.singleShort(
              "paper-open",
              "a paper's table that leaves blocks to its figures or its text",
              OpenTable::recognises,
              OpenTable::read),
          // Stages in columns, as ResNet's.
          Form.ofShort(
              "paper-residual",
              "a paper's table of residual stages",
              ResidualTable::recognises,
              ResidualTable::readAll),
          // Dense blocks in columns, as DenseNet's.
          Form.ofShort(
              "paper-dense",
              "a paper's table of dense blocks",
              DenseTable::recognises,
              DenseTable::readAll),
          // Branches in columns, as GoogLeNet's.
          Form.singleShort(
              "paper-inception",
              "a paper's table of inception modules",
              InceptionTable::recognises,
              InceptionTable::read),
          // Expansion, channels, repetitions and stride, as MobileNetV2's.
          Form.singleShort(
              "paper-bottleneck",
              "a paper's table of bottlenecks",
              BottleneckTable::recognises,
              BottleneckTable::read),
          // A stage a row, as EfficientNet's.
          Form.singleShort(
              "paper-efficient",
              "a paper's table of stages",
              EfficientTable::recognises,
              EfficientTable::read),
          // A network a column, as VGG's.
          Form.ofShort(
              "paper-configurations",
              "a paper's table of configurations",
              ConfigurationTable::recognises,
              ConfigurationTable::readAll),
          // Expanded channels, squeeze-and-excitation and nonlinearity, as MobileNetV3's.
          Form.singleShort(
              "paper-mobile",
              "a paper's table of bottlenecks",
              MobileTable::recognises,
              MobileTable::read),
          // Fire modules, as SqueezeNet's.
          Form.singleShort(
              "paper-fire",
              "a paper's table of fire modules",
              FireTable::recognises,
              FireTable::read),
          // A layer a row, as MobileNet's.
          Form.singleShort(
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
