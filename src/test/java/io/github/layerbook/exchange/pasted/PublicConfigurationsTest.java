package io.github.layerbook.exchange.pasted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Well-known networks, written as Caffe and Darknet have them, have their published figures. */
class PublicConfigurationsTest {
  private static ReadNetwork read(String text) {
    return PastedText.read(text, ReadingOptions.NONE);
  }

  private static Totals whole(String text) {
    ReadNetwork read = read(text);
    assertEquals(List.of(), read.problems());
    return Totals.of(read.network().orElseThrow());
  }

  private static DynamicTest caffe(String name, String text, long parameters, long multiplyAdds) {
    return dynamicTest(
        name,
        () -> {
          Totals totals = whole(text);
          assertEquals(parameters, totals.parameters());
          assertEquals(multiplyAdds, totals.multiplyAdds());
        });
  }

  @TestFactory
  Stream<DynamicTest> caffeNetworksHaveTheirPublishedFigures() {
    return Stream.of(
        caffe("LeNet", lenet(), 431_080, 2_293_000),
        caffe("LeNet in training", lenetInTraining(), 431_080, 2_293_000),
        caffe("CaffeNet", alexnet(), 60_965_224, 724_406_816),
        caffe("VGG-16, old form", vgg(), 138_357_544, 15_470_264_320L),
        caffe("GoogLeNet", googlenet(), 6_998_552, 1_582_671_872),
        caffe("SqueezeNet 1.1", squeezenet(), 1_235_496, 387_747_520));
  }

  /** A file of weights has 4 bytes for each value, running statistics among them, and a head. */
  private static DynamicTest darknet(String name, String text, long bytes, long head) {
    return dynamicTest(
        name,
        () -> {
          Totals totals = whole(text);
          assertEquals(bytes - head, 4 * (totals.parameters() + totals.buffers()));
        });
  }

  @TestFactory
  Stream<DynamicTest> darknetNetworksHaveAsManyValuesAsTheirWeightFiles() {
    return Stream.of(
        darknet("YOLOv3", yolo3(), 248_007_048, 20),
        darknet("YOLOv3-tiny", yolo3Tiny(), 35_434_956, 20),
        darknet("YOLOv4-tiny", yolo4Tiny(), 24_251_276, 20),
        darknet("YOLOv2", yolo2(), 203_934_260, 16));
  }

  private static String conv(String name, String bottom, int out, int kernel, String more) {
    return """
    layer { name: "%1$s" type: "Convolution" bottom: "%2$s" top: "%1$s"
      param { lr_mult: 1 } convolution_param { num_output: %3$d kernel_size: %4$d %5$s } }
    layer { name: "relu_%1$s" type: "ReLU" bottom: "%1$s" top: "%1$s" }
    """
        .formatted(name, bottom, out, kernel, more);
  }

  private static String pool(String name, String bottom, int kernel, String more) {
    return """
    layer { name: "%1$s" type: "Pooling" bottom: "%2$s" top: "%1$s"
      pooling_param { pool: MAX kernel_size: %3$d %4$s } }
    """
        .formatted(name, bottom, kernel, more);
  }

  private static String full(String name, String bottom, int out) {
    return """
    layer {
      name: "%1$s"
      type: "InnerProduct"
      bottom: "%2$s"
      top: "%1$s"
      inner_product_param {
        num_output: %3$d
        weight_filler { type: "xavier" }
      }
    }
    """
        .formatted(name, bottom, out);
  }

  private static String lenet() {
    return """
    name: "LeNet"
    layer { name: "data" type: "Input" top: "data" input_param { shape: { dim: 64 dim: 1 dim: 28 dim: 28 } } }
    layer { name: "conv1" type: "Convolution" bottom: "data" top: "conv1" convolution_param { num_output: 20 kernel_size: 5 stride: 1 } }
    """
        + pool("pool1", "conv1", 2, "stride: 2")
        + """
        layer { name: "conv2" type: "Convolution" bottom: "pool1" top: "conv2" convolution_param { num_output: 50 kernel_size: 5 stride: 1 } }
        """
        + pool("pool2", "conv2", 2, "stride: 2")
        + full("ip1", "pool2", 500)
        + "layer { name: \"relu1\" type: \"ReLU\" bottom: \"ip1\" top: \"ip1\" }\n"
        + full("ip2", "ip1", 10)
        + "layer { name: \"prob\" type: \"Softmax\" bottom: \"ip2\" top: \"prob\" }\n";
  }

  /** Data of two phases, a measure of one, and a loss. */
  private static String lenetInTraining() {
    String data =
        """
        layer { name: "mnist" type: "Data" top: "data" top: "label" include { phase: %s }
          transform_param { scale: 0.00390625 }
          data_param { source: "examples/mnist/mnist_lmdb" batch_size: 64 backend: LMDB } }
        """;
    return lenet()
        .replaceFirst(
            "layer \\{ name: \"data\".*\n", data.formatted("TRAIN") + data.formatted("TEST"))
        .replaceFirst(
            "layer \\{ name: \"prob\".*\n",
            """
            layer { name: "accuracy" type: "Accuracy" bottom: "ip2" bottom: "label" top: "accuracy" include { phase: TEST } }
            layer { name: "loss" type: "SoftmaxWithLoss" bottom: "ip2" bottom: "label" top: "loss" }
            """);
  }

  private static String alexnet() {
    String norm =
        "layer { name: \"%1$s\" type: \"LRN\" bottom: \"%2$s\" top: \"%1$s\" lrn_param { local_size: 5 alpha: 0.0001 beta: 0.75 } }\n";
    String drop =
        "layer { name: \"drop%1$s\" type: \"Dropout\" bottom: \"fc%1$s\" top: \"fc%1$s\" dropout_param { dropout_ratio: 0.5 } }\n";
    return "name: \"CaffeNet\"\ninput: \"data\"\ninput_dim: 10\ninput_dim: 3\ninput_dim: 227\ninput_dim: 227\n"
        + conv("conv1", "data", 96, 11, "stride: 4")
        + pool("pool1", "conv1", 3, "stride: 2")
        + norm.formatted("norm1", "pool1")
        + conv("conv2", "norm1", 256, 5, "pad: 2 group: 2")
        + pool("pool2", "conv2", 3, "stride: 2")
        + norm.formatted("norm2", "pool2")
        + conv("conv3", "norm2", 384, 3, "pad: 1")
        + conv("conv4", "conv3", 384, 3, "pad: 1 group: 2")
        + conv("conv5", "conv4", 256, 3, "pad: 1 group: 2")
        + pool("pool5", "conv5", 3, "stride: 2")
        + full("fc6", "pool5", 4096)
        + drop.formatted("6")
        + full("fc7", "fc6", 4096)
        + drop.formatted("7")
        + full("fc8", "fc7", 1000);
  }

  private static String vgg() {
    StringBuilder text =
        new StringBuilder("name: \"VGG\"\ninput: \"data\"\n")
            .append("input_dim: 10 input_dim: 3 input_dim: 224 input_dim: 224\n");
    String last = "data";
    int[][] stages = {{64, 2}, {128, 2}, {256, 3}, {512, 3}, {512, 3}};
    for (int stage = 0; stage < stages.length; stage++) {
      for (int i = 1; i <= stages[stage][1]; i++) {
        String name = "conv%d_%d".formatted(stage + 1, i);
        text.append(
            """
            layers {
              bottom: "%1$s"
              top: "%2$s"
              name: "%2$s"
              type: CONVOLUTION
              convolution_param { num_output: %3$d pad: 1 kernel_size: 3 }
            }
            layers { bottom: "%2$s" top: "%2$s" name: "relu%2$s" type: RELU }
            """
                .formatted(last, name, stages[stage][0]));
        last = name;
      }
      String pool = "pool" + (stage + 1);
      text.append(
          """
          layers { bottom: "%s" top: "%2$s" name: "%2$s" type: POOLING pooling_param { pool: MAX kernel_size: 2 stride: 2 } }
          """
              .formatted(last, pool));
      last = pool;
    }
    for (int i = 6; i <= 8; i++) {
      text.append(
          "layers { bottom: \"%s\" top: \"fc%2$d\" name: \"fc%2$d\" type: INNER_PRODUCT inner_product_param { num_output: %3$d } }\n"
              .formatted(last, i, i < 8 ? 4096 : 1000));
      last = "fc" + i;
    }
    return text.toString();
  }

  private static String concat(String name, String... bottoms) {
    StringBuilder text =
        new StringBuilder("layer { name: \"%1$s\" type: \"Concat\" ".formatted(name));
    for (String bottom : bottoms) {
      text.append("bottom: \"").append(bottom).append("\" ");
    }
    return text + "top: \"%s\" }\n".formatted(name);
  }

  private static String inception(String name, String in, int... out) {
    String block = "inception_" + name + "/";
    return conv(block + "1x1", in, out[0], 1, "")
        + conv(block + "3x3_reduce", in, out[1], 1, "")
        + conv(block + "3x3", block + "3x3_reduce", out[2], 3, "pad: 1")
        + conv(block + "5x5_reduce", in, out[3], 1, "")
        + conv(block + "5x5", block + "5x5_reduce", out[4], 5, "pad: 2")
        + pool(block + "pool", in, 3, "stride: 1 pad: 1")
        + conv(block + "pool_proj", block + "pool", out[5], 1, "")
        + concat(
            block + "output", block + "1x1", block + "3x3", block + "5x5", block + "pool_proj");
  }

  private static String googlenet() {
    return "name: \"GoogleNet\"\nlayer { name: \"data\" type: \"Input\" top: \"data\" input_param { shape: { dim: [10, 3, 224, 224] } } }\n"
        + conv("conv1/7x7_s2", "data", 64, 7, "pad: 3 stride: 2")
        + pool("pool1/3x3_s2", "conv1/7x7_s2", 3, "stride: 2")
        + "layer { name: \"pool1/norm1\" type: \"LRN\" bottom: \"pool1/3x3_s2\" top: \"pool1/norm1\" }\n"
        + conv("conv2/3x3_reduce", "pool1/norm1", 64, 1, "")
        + conv("conv2/3x3", "conv2/3x3_reduce", 192, 3, "pad: 1")
        + pool("pool2/3x3_s2", "conv2/3x3", 3, "stride: 2")
        + inception("3a", "pool2/3x3_s2", 64, 96, 128, 16, 32, 32)
        + inception("3b", "inception_3a/output", 128, 128, 192, 32, 96, 64)
        + pool("pool3/3x3_s2", "inception_3b/output", 3, "stride: 2")
        + inception("4a", "pool3/3x3_s2", 192, 96, 208, 16, 48, 64)
        + inception("4b", "inception_4a/output", 160, 112, 224, 24, 64, 64)
        + inception("4c", "inception_4b/output", 128, 128, 256, 24, 64, 64)
        + inception("4d", "inception_4c/output", 112, 144, 288, 32, 64, 64)
        + inception("4e", "inception_4d/output", 256, 160, 320, 32, 128, 128)
        + pool("pool4/3x3_s2", "inception_4e/output", 3, "stride: 2")
        + inception("5a", "pool4/3x3_s2", 256, 160, 320, 32, 128, 128)
        + inception("5b", "inception_5a/output", 384, 192, 384, 48, 128, 128)
        + "layer { name: \"pool5/7x7_s1\" type: \"Pooling\" bottom: \"inception_5b/output\" top: \"pool5\" pooling_param { pool: AVE kernel_size: 7 stride: 1 } }\n"
        + full("loss3/classifier", "pool5", 1000);
  }

  private static String squeezenet() {
    int[][] fires = {
      {16, 64}, {16, 64}, {32, 128}, {32, 128}, {48, 192}, {48, 192}, {64, 256}, {64, 256}
    };
    StringBuilder text =
        new StringBuilder(
                "layer { name: \"data\" type: \"Input\" top: \"data\" input_param { shape { dim: 1 dim: 3 dim: 227 dim: 227 } } }\n")
            .append(conv("conv1", "data", 64, 3, "stride: 2"))
            .append(pool("pool1", "conv1", 3, "stride: 2"));
    String last = "pool1";
    for (int i = 0; i < fires.length; i++) {
      String fire = "fire" + (i + 2) + "/";
      text.append(conv(fire + "squeeze1x1", last, fires[i][0], 1, ""))
          .append(conv(fire + "expand1x1", fire + "squeeze1x1", fires[i][1], 1, ""))
          .append(conv(fire + "expand3x3", fire + "squeeze1x1", fires[i][1], 3, "pad: 1"))
          .append(concat(fire + "concat", fire + "expand1x1", fire + "expand3x3"));
      last = fire + "concat";
      if (i == 1 || i == 3) {
        text.append(pool("pool" + (i + 2), last, 3, "stride: 2"));
        last = "pool" + (i + 2);
      }
    }
    return text
        + conv("conv10", last, 1000, 1, "")
        + "layer { name: \"pool10\" type: \"Pooling\" bottom: \"conv10\" top: \"pool10\" pooling_param { pool: AVE global_pooling: true } }\n";
  }

  private static final String NET =
      "[net]\nbatch=64\nwidth=416\nheight=416\nchannels=3\nsaturation = 1.5\npolicy=steps\nsteps=400000,450000\n\n";

  private static String section(int filters, int size, int stride) {
    return "[convolutional]\nbatch_normalize=1\nfilters=%d\nsize=%d\nstride=%d\npad=1\nactivation=leaky\n\n"
        .formatted(filters, size, stride);
  }

  private static String head(int filters) {
    return "[convolutional]\nsize=1\nstride=1\npad=1\nfilters=%d\nactivation=linear\n\n[yolo]\nmask = 0,1,2\nanchors = 10,14,  23,27\nclasses=80\n\n"
        .formatted(filters);
  }

  private static String max(int size, int stride) {
    return "[maxpool]\nsize=%d\nstride=%d\n\n".formatted(size, stride);
  }

  private static String yolo3Tiny() {
    StringBuilder text = new StringBuilder(NET);
    for (int filters = 16; filters <= 512; filters *= 2) {
      text.append(section(filters, 3, 1)).append(max(2, filters == 512 ? 1 : 2));
    }
    return text
        + section(1024, 3, 1)
        + section(256, 1, 1)
        + section(512, 3, 1)
        + head(255)
        + "[route]\nlayers = -4\n\n"
        + section(128, 1, 1)
        + "[upsample]\nstride=2\n\n[route]\nlayers = -1, 8\n\n"
        + section(256, 3, 1)
        + head(255);
  }

  private static String yolo3() {
    StringBuilder text = new StringBuilder(NET).append(section(32, 3, 1));
    int[] times = {1, 2, 8, 8, 4};
    for (int i = 0; i < times.length; i++) {
      int filters = 64 << i;
      text.append(section(filters, 3, 2));
      for (int j = 0; j < times[i]; j++) {
        text.append(section(filters / 2, 1, 1))
            .append(section(filters, 3, 1))
            .append("[shortcut]\nfrom=-3\nactivation=linear\n\n");
      }
    }
    for (int i = 0; i < 3; i++) {
      int filters = 512 >> i;
      for (int j = 0; j < 3; j++) {
        text.append(section(filters, 1, 1)).append(section(2 * filters, 3, 1));
      }
      text.append(head(255));
      if (i < 2) {
        text.append("[route]\nlayers = -4\n\n")
            .append(section(filters / 2, 1, 1))
            .append(
                "[upsample]\nstride=2\n\n[route]\nlayers = -1, %d\n\n".formatted(i == 0 ? 61 : 36));
      }
    }
    return text.toString();
  }

  private static String yolo2() {
    return NET.replace("416", "608")
        + section(32, 3, 1)
        + max(2, 2)
        + section(64, 3, 1)
        + max(2, 2)
        + section(128, 3, 1)
        + section(64, 1, 1)
        + section(128, 3, 1)
        + max(2, 2)
        + section(256, 3, 1)
        + section(128, 1, 1)
        + section(256, 3, 1)
        + max(2, 2)
        + section(512, 3, 1)
        + section(256, 1, 1)
        + section(512, 3, 1)
        + section(256, 1, 1)
        + section(512, 3, 1)
        + max(2, 2)
        + section(1024, 3, 1)
        + section(512, 1, 1)
        + section(1024, 3, 1)
        + section(512, 1, 1)
        + section(1024, 3, 1)
        + "#######\n\n"
        + section(1024, 3, 1)
        + section(1024, 3, 1)
        + "[route]\nlayers=-9\n\n"
        + section(64, 1, 1)
        + "[reorg]\nstride=2\n\n[route]\nlayers=-1,-4\n\n"
        + section(1024, 3, 1)
        + "[convolutional]\nsize=1\nstride=1\npad=1\nfilters=425\nactivation=linear\n\n[region]\nanchors =  0.57273, 0.677385\nbias_match=1\nclasses=80\n";
  }

  private static String yolo4Tiny() {
    StringBuilder text = new StringBuilder(NET).append(section(32, 3, 2)).append(section(64, 3, 2));
    for (int filters = 64; filters <= 256; filters *= 2) {
      text.append(section(filters, 3, 1))
          .append("[route]\nlayers=-1\ngroups=2\ngroup_id=1\n\n")
          .append(section(filters / 2, 3, 1))
          .append(section(filters / 2, 3, 1))
          .append("[route]\nlayers = -1,-2\n\n")
          .append(section(filters, 1, 1))
          .append("[route]\nlayers = -6,-1\n\n")
          .append(max(2, 2));
    }
    return text
        + section(512, 3, 1)
        + section(256, 1, 1)
        + section(512, 3, 1)
        + head(255)
        + "[route]\nlayers = -4\n\n"
        + section(128, 1, 1)
        + "[upsample]\nstride=2\n\n[route]\nlayers = -1, 23\n\n"
        + section(256, 3, 1)
        + head(255);
  }

  @Test
  void aBatchNormAndItsScaleAreOne() {
    String text =
        """
        layer { name: "data" type: "Input" top: "data" input_param { shape: { dim: 1 dim: 3 dim: 8 dim: 8 } } }
        layer { name: "conv" type: "Convolution" bottom: "data" top: "conv" convolution_param { num_output: 4 kernel_size: 3 bias_term: false } }
        layer { name: "bn" type: "BatchNorm" bottom: "conv" top: "conv" batch_norm_param { use_global_stats: true } }
        layer { name: "scale" type: "Scale" bottom: "conv" top: "conv" scale_param { bias_term: true } }
        layer { name: "up" type: "Deconvolution" bottom: "conv" top: "up" convolution_param { num_output: 4 group: 4 kernel_size: 4 stride: 2 pad: 1 bias_term: false } }
        """;
    Totals totals = whole(text);
    assertEquals(3 * 3 * 3 * 4 + 8 + 4 * 16, totals.parameters());
    assertEquals(8, totals.buffers());
  }

  @Test
  void whatStandsBeforeAMistakeIsKeptAndItsLineSaid() {
    ReadNetwork read = read(lenet().replace("bottom: \"pool1\"", "bottom: \"pol1\""));
    assertTrue(read.network().isPresent());
    assertEquals(
        "line 6: conv2 reads pol1, which no layer before it makes",
        read.problems().get(0).toString());
    ReadNetwork cut = read(yolo3Tiny().replace("layers = -1, 8", "layers = -1, 88"));
    assertEquals(
        "[route] reads section 88, but 20 stand before it", cut.problems().get(0).message());
  }
}
