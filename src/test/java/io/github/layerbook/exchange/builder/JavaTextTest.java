package io.github.layerbook.exchange.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.exchange.form.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements of Java are read as values and chains of calls, within limits. */
class JavaTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          int n = 3 + 4 * 5 - 6 / 2 % 2;        | 22
          int n = 2 * (3 + 4) - -1;             | 15
          double d = (float) 1_000.5f;          | 1000.5
          double d = -.5e1;                     | -5.0
          boolean b = true ? false : true;      | true
          String s = "a, " + 'b';               | a, b
          long[] s = new long[] {1, 2, 3,};     | [1, 2, 3]
          int[][] s = new int[][] {{1}, {2}};   | [[1], [2]]
          int[] s = new int[4];                 | []
          final var s = (int) (7 + 1L);         | 8
          """)
  void valuesOfJavaAreRead(String text, String value) {
    JavaText read = JavaText.read(text);
    assertEquals(List.of(), read.problems());
    assertEquals(value, read.statements().get(0).value().toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          new Layer.Builder(5, 5).nOut(20).build();        | Layer.Builder [5, 5] nOut[20] build[]
          Layer.Builder(5).build();                        | '' [] Builder[5] build[]
          a.b.of(1).c;                                     | a.b [] of[1] c[]
          of(1).with(2);                                   | '' [] of[1] with[2]
          new Pair<String, List<Integer>>(1).x();          | Pair [1] x[]
          net.add(new Listener(2) { void on() { f(3); } }, 1); | net [] add[Listener, 1]
          a.<String>of(true).b();                          | a [] of[true] b[]
          (a.b).c(1);                                      | a.b [] c[1]
          blocks.add(list -> f(list, 3), x);               | blocks [] add[function, x]
          blocks.add((a, b) -> { int n = 2; return a; });  | blocks [] add[function]
          layer.add(Activation::relu);                     | layer [] add[Activation.relu]
          layer[2].add(1);                                 | layer [] add[1]
          """)
  void callsAreChainedToTheirHead(String text, String chain) {
    JavaText read = JavaText.read(text);
    assertEquals(List.of(), read.problems());
    assertEquals(chain, written((Chain) read.statements().get(0).value()));
  }

  private static String written(Chain chain) {
    StringBuilder text = new StringBuilder(chain.head().isEmpty() ? "''" : chain.head());
    text.append(' ').append(names(chain.arguments()));
    chain
        .calls()
        .forEach(call -> text.append(' ').append(call.name()).append(names(call.arguments())));
    return text.toString();
  }

  private static List<Object> names(List<Object> values) {
    return values.stream().map(value -> value instanceof Chain c ? c.head() : value).toList();
  }

  @Test
  void whatAFunctionCallsIsKeptWithItsNumbers() {
    JavaText read = JavaText.read("blocks.add(list -> NDArrays.concat(new NDList(list), 2));");
    Chain function =
        (Chain) ((Chain) read.statements().get(0).value()).calls().get(0).arguments().get(0);
    assertEquals(List.of(2L), function.arguments());
    assertEquals(
        List.of("concat", "NDList"), function.calls().stream().map(Chain.Call::name).toList());
  }

  @Test
  void declarationsAroundStatementsArePassedOver() {
    JavaText read =
        JavaText.read(
            """
            package org.example; // for (;;) {
            public class Net extends Base<Long> implements Serializable {
              private static final int OUT = 10; /* layer( */
              public static void main(String[] args) throws Exception {
                for (int i = 0; i < 3; i++) { net.add(new Linear(OUT * 2)); }
              }
            }
            """);
    assertEquals(List.of(), read.problems());
    Chain net = (Chain) read.statements().get(read.statements().size() - 1).value();
    assertEquals(List.of(20L), ((Chain) net.calls().get(0).arguments().get(0)).arguments());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          net.add(new Linear(10)          | 1 | the statement ends too early: a bracket is not closed
          net.add(new Linear(10);         | 1 | `;` is not understood here
          x = 1; net.layer(3 3);          | 1 | `3` is not understood here
          net.add(9999999999999999999);   | 1 | 9999999999999999999 is too large a number
          net.add(9 / 0);                 | 1 | a number is too large, or divided by 0
          """)
  void whatCannotBeReadIsNamed(String text, int line, String problem) {
    assertEquals(List.of(new Problem(line, problem)), JavaText.read(text).problems());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(", "new A(", "{", "-", "a -> ", "1 + ", "a ? ", "(a) ", "x.f(", "a.b", "<", "\"", "/*"
      })
  void longTextsOfOneSignEnd(String sign) {
    String text = "net.add(" + sign.repeat(100_000 / sign.length());
    assertTrue(JavaText.read(text).problems().size() < 3);
  }
}
