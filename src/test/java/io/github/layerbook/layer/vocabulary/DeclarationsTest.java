package io.github.layerbook.layer.vocabulary;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.Work;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What layers declare on inputs: shapes, the derivation of their parameters, and their work. */
class DeclarationsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          conv 3x3-64 padding=1 groups=4 | 14x14x128 | 14x14x64 | (3*3*(128/4))*64 + 64 | additions=12544 multiply_adds=3612672
          conv 3x3-64 padding=1 bias=false standardized=true | 14x14x128 | 14x14x64 | (3*3*128)*64 | additions=221120 divisions=73856 exponentials=64 multiplications=73728 multiply_adds=14450688
          conv1d 3-64 padding=causal     | 10x8      | 10x64    | (3*8)*64 + 64         | additions=640 multiply_adds=15360
          convtranspose 2x2-64 stride=2  | 14x14x128 | 28x28x64 | (2*2*128)*64 + 64     | additions=50176 multiply_adds=6422528
          depthwise 3x3 padding=1        | 14x14x128 | 14x14x128 | (3*3*1)*128 + 128    | additions=25088 multiply_adds=225792
          separable 3x3-64 padding=same  | 10x10x8   | 10x10x64 | (3*3*1)*8 + (1*1*8)*64 + 64 | additions=6400 multiply_adds=58400
          local 3x3-16                   | 8x8x3     | 6x6x16   | (3*3*6*6*3)*16 + 16*6*6 | additions=576 multiply_adds=15552
          maxpool 3x3 stride=2 ceil=true | 8x8x3     | 4x4x3    | 0 | comparisons=384
          avgpool 2x2                    | 8x8x3     | 4x4x3    | 0 | additions=144 divisions=48
          lppool 2x2                     | 8x8x3     | 4x4x3    | 0 | additions=144 exponentials=240
          adaptiveavgpool 3              | 7x2       | 3x2      | 0 | additions=12 divisions=6
          adaptivemaxpool 2x?            | 4x5x3     | 2x5x3    | 0 | comparisons=30
          globalavgpool                  | 7x7x512   | 512      | 0 | additions=24576 divisions=512
          globalmaxpool keepdims=true    | 7x7x512   | 1x1x512  | 0 | comparisons=24576
          upsample 2 mode=bilinear       | 4x4x3     | 8x8x3    | 0 | additions=576 multiplications=1152
          resize 9x9                     | 4x4x3     | 9x9x3    | 0 |
          pad 0:1x2 crop=1               | 8x8x3     | 7x10x3   | 0 |
          crop 1x2                       | 8x8x3     | 6x4x3    | 0 |
          flatten                        | 7x7x512   | 25088    | 0 |
          flatten start=2                | 7x7x512   | 49x512   | 0 |
          unflatten 2x?                  | 512       | 256x2    | 0 |
          reshape 7x?                    | 28        | 7x4      | 0 |
          permute 2x1                    | 7x3       | 3x7      | 0 |
          repeat 5                       | 3         | 5x3      | 0 |
          pixelshuffle 2                 | 4x4x12    | 8x8x3    | 0 |
          pixelunshuffle 2               | 8x8x3     | 4x4x12   | 0 |
          channelshuffle 3               | 8x8x6     | 8x8x6    | 0 |
          unfold 3x3 padding=1           | 8x8x3     | 64x27    | 0 |
          fold 4x4-7x7                   | 16x64     | 7x7x4    | 0 | additions=1024
          slice from=1 to=8 step=2       | 4x4x8     | 4x4x4    | 0 |
          split 2x6                      | 4x4x8     | 4x4x2 4x4x6 | 0 |
          chunk 2 dim=-1                 | 4x6x8     | 4x3x8 4x3x8 | 0 |
          add                            | 4x4x8 4x4x8 4x4x8 | 4x4x8 | 0 | additions=256
          multiply                       | 4x4x8 1x1x8 | 4x4x8  | 0 | multiplications=128
          average                        | 8 8       | 8        | 0 | additions=8 divisions=8
          concat                         | 4x4x8 4x4x3 | 4x4x11 | 0 |
          concat dim=2                   | 4x5x8 3x5x8 | 7x5x8  | 0 |
          dot first=1 second=1           | 5x3 5x4   | 3x4      | 0 | multiply_adds=60
          softmax                        | 4x8       | 4x8      | 0 | additions=28 divisions=32 exponentials=32
          logsoftmax                     | 4x8       | 4x8      | 0 | additions=60 exponentials=36
          softmin                        | 4x8       | 4x8      | 0 | additions=28 divisions=32 exponentials=32 multiplications=32
          glu                            | 4x8       | 4x4      | 0 | additions=16 divisions=16 exponentials=16 multiplications=16
          glu dim=-1                     | 4x8       | 2x8      | 0 | additions=16 divisions=16 exponentials=16 multiplications=16
          convlstm 3-4                   | 5x9x2     | 7x4      | (3*2)*(4*4) + 4*4 + (3*4)*(4*4) | additions=2240 divisions=700 exponentials=700 multiplications=420 multiply_adds=10080
          distance                       | 4x8 4x8   | 8        | 0 | additions=88 exponentials=40
          distance keepdims=true         | 4x8 4x8   | 1x8      | 0 | additions=88 exponentials=40
          cosine                         | 4x8 4x8   | 4        | 0 | additions=84 divisions=4 exponentials=8 multiplications=100
          """)
  void aLayerDeclares(String line, String inputs, String outputs, String parameters, String work) {
    Declaration declaration = VocabularyTest.read(line).on(shapes(inputs));
    assertEquals(
        outputs,
        declaration.outputs().stream().map(Shape::toString).collect(Collectors.joining(" ")));
    assertEquals(
        parameters,
        Size.sum(declaration.tensors().stream().map(Tensor::count).toList()).toString());
    assertEquals(work == null ? "" : work, work(declaration));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          batchnorm axes=2      | 8x3          | batch normalisation with axes=2 needs feature maps over 2 spatial axes, its input is 8x3: reshape it, or leave axes out
          instancenorm axes=1   | 8x8x3        | instance normalisation with axes=1 needs feature maps over 1 spatial axes, its input is 8x8x3: reshape it, or leave axes out
          lrn                   | 8            | local response normalisation needs feature maps, its input is a vector of shape 8: place it before flatten and fully connected layers
          lppool 2x2 power=0    | 8x8x3        | power 0.0 has no root: use power=2 or another
          resize 9 mode=linear  | 4x4x3        | mode linear is for 1 spatial axes, its output 9x9x3 has 2: use mode=bilinear
          attention 28          | 5x12         | the number of query features 12 is not divisible by heads 28: use a number of heads that divides the features, or state headsize
          attention 2           | 5x8 3x7x8    | queries 5x8 and keys 3x7x8 differ in their number of axes: give it inputs of the same
          attention 2           | 4x5x8 3x7x8  | the keys' height 3 is not the queries' 4: give it a sequence of keys for each of queries
          encoderlayer 0        | 5x8          | heads 0 is smaller than 1: use at least 1
          decoderlayer 2        | 5x8 7x6      | the second input's number of features 6 is not the first input's 8: give it the output of an encoder of the same width
          chunk 1000000007      | 4x5x6        | chunk makes 1 to 10000 parts, not 1000000007: each is an output
          lstm 8 layers=1000000007 | 5x6       | layers 1000000007 is larger than 10000: use fewer, or a repeated block
          permute 4x1x2         | 4x5x6        | permute 4x1x2 is not an order of the dimensions 1 to 3 of its input 6x4x5: name each once
          distance              | 4x8 5x8      | input 2's length 5 is not input 1's 4: give the inputs the same length
          """)
  void aLayerRefuses(String line, String inputs, String message) {
    assertEquals(message, refusal(line, shapes(inputs)));
  }

  private static String refusal(String line, List<Shape> inputs) {
    try {
      return VocabularyTest.read(line).on(inputs).requirements().stream()
          .filter(requirement -> !requirement.holds())
          .findFirst()
          .map(Requirement::violation)
          .orElse("");
    } catch (LayerException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static List<Shape> shapes(String text) {
    List<Shape> shapes = new ArrayList<>();
    for (String shape : text.split(" ", -1)) {
      shapes.add(
          Shape.of(
              Arrays.stream(shape.split("x", -1)).map(Long::valueOf).<Size>map(Size::of).toList(),
              AxisOrder.HWC));
    }
    return shapes;
  }

  private static String work(Declaration declaration) {
    TreeMap<String, Long> counts = new TreeMap<>();
    for (Work work : declaration.work()) {
      counts.merge(work.kind().name().toLowerCase(Locale.ROOT), work.count().value(), Long::sum);
    }
    return counts.entrySet().stream().map(Object::toString).collect(Collectors.joining(" "));
  }
}
