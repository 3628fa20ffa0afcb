package io.github.layerbook.exchange.lecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.pasted.PastedText;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sentences are read as they are meant, or what is not understood in them is said. */
class SentencesTest {
  private static long fc(long... sizes) {
    long sum = 0;
    for (int i = 1; i < sizes.length; i++) {
      sum += (sizes[i - 1] + 1) * sizes[i];
    }
    return sum;
  }

  private static long conv(long in, long out, long side) {
    return (in * side * side + 1) * out;
  }

  private static long lstm(long in, long units) {
    return 4 * (in + units + 1) * units;
  }

  private static DynamicTest said(String text, long parameters) {
    return dynamicTest(
        text.lines().findFirst().orElse(""),
        () -> {
          ReadNetwork read = PastedText.read(text, ReadingOptions.NONE);
          assertEquals(List.of(), read.problems());
          assertEquals(
              parameters,
              Report.of(read.network().orElseThrow()).total(Quantity.PARAMETERS).value());
          assertTrue(
              read.notes().stream().noneMatch(note -> note.contains("not understood")),
              read.notes()::toString);
        });
  }

  @TestFactory
  Stream<DynamicTest> whatSentencesSayIsTheNetwork() {
    return Stream.of(
        said("a 3-layer MLP with 784-512-256-10 units", fc(784, 512, 256, 10)),
        said(
            "Two conv layers of 32 and 64 3x3 filters followed by 2x2 max pooling, then a dense layer of 128 units and a softmax over 10 classes. The input is a 28x28 grayscale image.",
            conv(1, 32, 3) + conv(32, 64, 3) + fc(12 * 12 * 64, 128, 10)),
        said(
            "My network takes 32x32 RGB images. The first convolutional layer has 6 filters of size 5x5 (stride 1, no padding), followed by ReLU and 2x2 max pooling. The second convolutional layer has 16 filters of size 5x5, again followed by ReLU and max pooling. Then come three fully connected layers with 120, 84 and 10 neurons.",
            62_006),
        said(
            "Consider a fully connected neural network with 4 inputs, two hidden layers with 5 and 3 neurons, and 2 outputs.",
            fc(4, 5, 3, 2)),
        said(
            "a feedforward network with 10 input units, one hidden layer of 50 units and 1 output unit",
            fc(10, 50, 1)),
        said(
            "LSTM with 128 units, input of 20 timesteps and 64 features, then a dense layer with 1 output",
            lstm(64, 128) + fc(128, 1)),
        said(
            "An embedding of 10000 words into 128 dimensions, sequences of length 200, followed by a bidirectional LSTM with 64 units and a dense layer with 1 sigmoid unit.",
            10_000 * 128 + 2 * lstm(128, 64) + fc(128, 1)),
        said(
            "input layer: 784 neurons\nhidden layer 1: 128 neurons, ReLU\nhidden layer 2: 64 neurons, ReLU\noutput layer: 10 neurons, softmax",
            fc(784, 128, 64, 10)),
        said("784 -> 256 -> 128 -> 10", fc(784, 256, 128, 10)),
        said(
            "The input is 224 x 224 x 3. We apply 64 filters of 7x7 with stride 2 and padding 3, batch norm, ReLU, 3x3 max pool with stride 2 and padding 1, then global average pooling and a fully connected layer with 1000 outputs.",
            conv(3, 64, 7) + 2 * 64 + fc(64, 1000)),
        said("MLP: [13, 64, 32, 1]", fc(13, 64, 32, 1)),
        said("layers = [784, 30, 10]", fc(784, 30, 10)),
        said(
            "The architecture is: CONV(32, 3x3) - RELU - CONV(32, 3x3) - RELU - POOL(2x2) - FC(256) - FC(10). Images are 32x32x3.",
            conv(3, 32, 3) + conv(32, 32, 3) + fc(14 * 14 * 32, 256, 10)),
        said("Autoencoder 784-256-64-256-784", fc(784, 256, 64, 256, 784)),
        said(
            "INPUT (28*28*1) => CONV (5*5, 6 filters, pad 2) => AVGPOOL (2*2) => CONV (5*5, 16) => AVGPOOL (2*2) => FC 120 => FC 84 => FC 10",
            61_706),
        said(
            "CNN:\n- Conv2D: 16 filters, kernel 3x3, activation relu, input 64x64x3\n- MaxPool 2x2\n- Conv2D: 32 filters, kernel 3x3, activation relu\n- MaxPool 2x2\n- Flatten\n- Dense: 64, relu\n- Dense: 2, softmax",
            conv(3, 16, 3) + conv(16, 32, 3) + fc(14 * 14 * 32, 64, 2)),
        said(
            "The net consists of an input layer with 100 nodes, a hidden layer with 30 nodes and an output layer with 5 nodes. How many weights are there?",
            fc(100, 30, 5)),
        said(
            "a GRU with 256 hidden units on inputs of size 40, 100 time steps",
            3 * (40 + 256 + 1) * 256),
        said(
            "transposed convolution, 64 filters of 4x4, stride 2, padding 1, on 16x16x128",
            conv(128, 64, 4)),
        said(
            "three conv layers with 16, 32 and 64 filters (3x3, same padding), each followed by 2x2 max-pooling; input 64x64x3; then FC 100 and FC 10",
            conv(3, 16, 3) + conv(16, 32, 3) + conv(32, 64, 3) + fc(64 * 64, 100, 10)),
        said(
            "VGG-like: conv3-64, conv3-64, maxpool, conv3-128, conv3-128, maxpool, fc-256, fc-10, input 32x32x3",
            conv(3, 64, 3)
                + conv(64, 64, 3)
                + conv(64, 128, 3)
                + conv(128, 128, 3)
                + fc(8 * 8 * 128, 256, 10)),
        said(
            "An LSTM layer with 100 units followed by a dense layer with 10 outputs; the input has 50 time steps and 8 features.",
            lstm(8, 100) + fc(100, 10)),
        said(
            "Our model consists of four convolutional layers with 32, 64, 128 and 256 filters of size 3 x 3 and stride 2, and a fully connected layer with 1 output. Inputs are 64 x 64 x 3 images.",
            conv(3, 32, 3)
                + conv(32, 64, 3)
                + conv(64, 128, 3)
                + conv(128, 256, 3)
                + fc(3 * 3 * 256, 1)),
        said(
            "ConvNet: 5 conv layers (3x3, 64 channels, stride 1, padding 1) on a 32x32x3 image, then global average pooling and a linear layer of 10 classes",
            conv(3, 64, 3) + 4 * conv(64, 64, 3) + fc(64, 10)),
        said(
            "A simple neural network with 784 input neurons, 15 hidden neurons and 10 output neurons",
            fc(784, 15, 10)),
        said(
            "The first layer is a convolution with 96 kernels of size 11x11 and stride 4 on a 227x227x3 image, the second one has 256 kernels of size 5x5 and padding 2.",
            conv(3, 96, 11) + conv(96, 256, 5)),
        said(
            "Input (32, 32, 3) -> Conv2D(32, (3,3)) -> MaxPooling2D(2) -> Conv2D(64, (3,3)) -> Flatten -> Dense(64) -> Dense(10)",
            conv(3, 32, 3) + conv(32, 64, 3) + fc(13 * 13 * 64, 64, 10)),
        said(
            "Encoder: conv 3x3, 16 filters, stride 2, padding 1; conv 3x3, 32 filters, stride 2, padding 1. Decoder: transposed conv 4x4, 16 filters, stride 2, padding 1; transposed conv 4x4, 1 filter, stride 2, padding 1. Input 28x28x1.",
            conv(1, 16, 3) + conv(16, 32, 3) + conv(32, 16, 4) + conv(16, 1, 4)),
        said(
            "A dropout of 0.5 follows the dense layer with 512 units; the input has 1024 features; the last dense layer has 10 units.",
            fc(1024, 512, 10)));
  }

  @Test
  void aNumberThatIsNotUnderstoodIsSaid() {
    ReadNetwork read =
        PastedText.read(
            "a conv layer with 10 filters of 3x3 and 7 of something on an 8x8x3 input",
            ReadingOptions.NONE);
    assertTrue(read.notes().toString().contains("what 7 means is not understood"));
  }

  @Test
  void aRecurrentLayerWithoutItsSizeIsAskedFor() {
    ReadNetwork read =
        PastedText.read(
            "an LSTM on 20 time steps, then a dense layer with 5 units", ReadingOptions.NONE);
    assertTrue(read.problems().toString().contains("does not say how large the layer is"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hidden_layers = [64, 32]",
        "We train for 100 epochs with a batch of 32 and a learning rate of 0.001.",
        "[1, 2] and [3, 4, 5] are lists",
        "2026-11-28"
      })
  void whatSaysNoLayersIsNoSentenceAboutThem(String text) {
    assertTrue(PastedText.form(text).isEmpty(), () -> PastedText.form(text).toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[55x55x96] CONV1: 96 11x11 filters at stride 4, pad 0 | 227x227x3",
        "CONV1: [55x55x96] 96 11x11 filters at stride 4, pad 0 | 227x227x3",
        "[28x28x6] CONV1: 6 5x5 filters | 32x32x3",
        "C1: [28x28x6] 6 5x5 filters at stride 1, pad 0 | 32x32x3",
        "[112x112x64] CONV1: 64 7x7 filters | 224x224x3",
      })
  void anInputThatIsNotSaidIsFoundFromTheFirstVolume(String text, String input) {
    ReadNetwork read = PastedText.read(text, ReadingOptions.NONE);
    assertEquals(List.of(), read.problems());
    assertEquals(input, Report.of(read.network().orElseThrow()).rows().get(0).output().toString());
  }
}
