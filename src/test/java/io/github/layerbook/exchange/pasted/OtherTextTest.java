package io.github.layerbook.exchange.pasted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A text that describes no network is told what it is. */
class OtherTextTest {
  private static final Map<String, String> TEXTS = new LinkedHashMap<>();

  static {
    TEXTS.put(
        "Traceback (most recent call last):\n  File \"train.py\", line 12, in <module>\n    model(x)\nRuntimeError: size mismatch, m1: [64 x 256]\n",
        "an error message of Python");
    TEXTS.put("ValueError: Input 0 of layer dense is incompatible", "an error message of Python");
    TEXTS.put(
        "Epoch 1/10\n1875/1875 [====] - 5s 3ms/step - loss: 0.2946 - accuracy: 0.9143\n",
        "the log of a training run");
    TEXTS.put("epoch: 3, loss: 0.123\nepoch: 4, loss: 0.101\n", "the log of a training run");
    TEXTS.put("{\"name\": \"app\", \"dependencies\": {\"react\": \"^17.0.0\"}}", "JSON");
    TEXTS.put("<!DOCTYPE html>\n<html><body><p>Hello</p></body></html>", "a web page");
    TEXTS.put("$ pip install torch\nCollecting torch\n", "a session in a terminal");
    TEXTS.put("| NVIDIA-SMI 470.57.02    CUDA Version: 11.4     |\n", "a graphics card");
    TEXTS.put(
        """
        import paddle
        class Net(paddle.nn.Layer):
            def __init__(self):
                super().__init__()
                self.conv = paddle.nn.Conv2D(1, 6, 3)
        """,
        "code of PaddlePaddle");
    TEXTS.put(
        """
        from flax import linen as nn
        import jax.numpy as jnp
        class CNN(nn.Module):
            @nn.compact
            def __call__(self, x):
                x = nn.Conv(features=32, kernel_size=(3, 3))(x)
                return nn.Dense(features=10)(x)
        """,
        "code of Flax");
    TEXTS.put(
        """
        from mxnet.gluon import nn
        net = nn.Sequential()
        net.add(nn.Conv2D(channels=6, kernel_size=5, activation='relu'), nn.Dense(10))
        """,
        "code of MXNet");
    TEXTS.put(
        "import haiku as hk\nnet = hk.Sequential([hk.Linear(300), jax.nn.relu])\n",
        "code of Haiku");
    TEXTS.put("#include <stdio.h>\nint main() { return 0; }\n", "code in C");
    TEXTS.put("SELECT * FROM users WHERE id = 3;\n", "a query");
    TEXTS.put(
        "model <- keras_model_sequential() %>%\n  layer_dense(units = 256, input_shape = c(784))\n",
        "code in R");
    TEXTS.put(
        "const model = tf.sequential();\nmodel.add(tf.layers.dense({units: 10}));\n",
        "code in JavaScript");
    TEXTS.put("model = Chain(Conv((5,5), 1=>6, relu), Dense(864 => 10))\n", "code in Julia");
    TEXTS.put(
        "layers = [imageInputLayer([28 28 1]) convolution2dLayer(3,8) fullyConnectedLayer(10)];\n",
        "code in MATLAB");
    TEXTS.put("digraph G {\n1 [label=\"dense: Dense\"];\n0 -> 1;\n}\n", "the drawing of a graph");
    TEXTS.put("How many parameters does my network have?", "a question");
    TEXTS.put("https://example.org/resnet.py\n", "an address");
    TEXTS.put("tensor([[0.1234, 0.2345]], grad_fn=<AddmmBackward0>)\n", "the values of a tensor");
    TEXTS.put("0.9143, 0.8234\n0.1, 0.2\n", "a row of numbers");
    TEXTS.put(
        "2021-03-04 10:11:12.123456: I tensorflow/core/platform/cpu_feature_guard.cc:142] optimized\n",
        "a log");
    TEXTS.put("name: resnet\ndependencies:\n  - python=3.8\n", "YAML");
    TEXTS.put("Layer (type)         Output Shape       Param #\n=====\n", "the head of a summary");
    TEXTS.put("[INFO] Register count_convNd() for Conv2d.\n281640.0 44426.0\n", "a tool's counts");
    TEXTS.put("Computational complexity:  1.83 GMac\n", "a tool's counts");
    TEXTS.put("trainable params: 4,194 || all params: 6,742 || trainable%: 0.06\n", "PEFT's count");
    TEXTS.put(
        "graph():\n    %x : [num_users=1] = placeholder[target=x]\n    return x\n",
        "a trace of operations");
    TEXTS.put("@article{he2016, title={Deep residual learning}}\n", "a reference to a paper");
    TEXTS.put("diff --git a/model.py b/model.py\n@@ -1,3 +1,4 @@\n-    x = 3\n", "two files");
    TEXTS.put("<__main__.Net object at 0x7f2b3c0d5d30>\n", "an object that does not print itself");
  }

  @TestFactory
  Stream<DynamicTest> whatATextIsAndWhatToPasteInsteadIsSaid() {
    return TEXTS.entrySet().stream()
        .map(
            text ->
                dynamicTest(
                    text.getValue(),
                    () -> {
                      String message = PastedText.other(text.getKey()).orElse("");
                      assertTrue(
                          message.startsWith("This is ") && message.contains(text.getValue()),
                          message);
                      ReadNetwork read = PastedText.read(text.getKey(), ReadingOptions.NONE);
                      assertTrue(read.network().isEmpty(), () -> read.network().toString());
                      assertTrue(!read.problems().isEmpty());
                    }));
  }

  /** It is no matter what else a text with a network looks like: only what gives none is asked. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<bound method Module.parameters of Net(\n  (fc): Linear(in_features=3, out_features=5, bias=True)\n)>\n",
        "Epoch 1: loss 0.2, accuracy 0.9\nNet(\n  (fc): Linear(in_features=3, out_features=5, bias=True)\n)\n",
        "$ python main.py\nNet(\n  (fc): Linear(in_features=3, out_features=5, bias=True)\n)\n"
      })
  void aNetworkBesideOtherTextIsRead(String text) {
    ReadNetwork read = PastedText.read(text, ReadingOptions.NONE);
    assertEquals(20, Totals.of(read.network().orElseThrow()).parameters());
  }
}
