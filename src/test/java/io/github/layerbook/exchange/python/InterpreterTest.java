package io.github.layerbook.exchange.python;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.layerbook.exchange.form.Problem;
import io.github.layerbook.exchange.python.syntax.PythonReader;
import io.github.layerbook.exchange.python.value.Library;
import io.github.layerbook.exchange.python.value.StepBudget;
import io.github.layerbook.exchange.python.value.Unknown;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Python's values are what Python makes them, and nothing leaves the text. */
class InterpreterTest {
  private static final Library NOTHING =
      new Library() {
        @Override
        public Optional<Object> module(String name) {
          return Optional.empty();
        }

        @Override
        public Optional<Object> customary(String name) {
          return Optional.empty();
        }
      };

  private static Interpreter run(String text) {
    Interpreter interpreter = new Interpreter(NOTHING, StepBudget.standard());
    interpreter.run(PythonReader.read(text).statements());
    return interpreter;
  }

  private static String last(String text) {
    Interpreter interpreter = run(text);
    assertEquals(List.of(), interpreter.problems());
    List<Object> values = interpreter.values();
    return interpreter.python().repr(values.get(values.size() - 1));
  }

  /** What Python 3 prints for the last expression of a text. */
  @TestFactory
  Stream<DynamicTest> expressionsHaveTheirValues() {
    return Stream.of(
            "7 // 2, -7 // 2, -7 % 3, 7 / 2, 2 ** 10, 2 ** -1 | (3, -4, 2, 3.5, 1024, 0.5)",
            "1 << 4, 0xff, 1_000, .5e1, 10 >> 1 | (16, 255, 1000, 5.0, 5)",
            "1 < 2 < 3, 1 < 3 < 2, 'a' in 'cat', 3 not in [1, 2] | (True, False, True, True)",
            "None is None, not [], [] or 4, 0 and x | (True, True, 4, 0)",
            "round(2.5), round(3.5), round(2.675, 1), int(-3.7), abs(-2) | (2, 4, 2.7, -3, 2)",
            "max(3, 1), min([4, 2]), sum(range(5)), len('abc') | (3, 2, 10, 3)",
            "[1, 2, 3, 4][1:], [1, 2, 3][::-1], (1, 2, 3)[-1] | ([2, 3, 4], [3, 2, 1], 3)",
            "[i * j for i in range(3) for j in (1, 2) if i != j] | [0, 0, 2, 2]",
            "{k: v for k, v in zip('ab', [1, 2])} | {'a': 1, 'b': 2}",
            "sorted({3, 1, 2}, key=lambda q: -q), list(reversed([1, 2])) | ([3, 2, 1], [2, 1])",
            "'conv%d_%s' % (3, 'x'), '{:>4}|{n:.2f}'.format('a', n=1) | ('conv3_x', '   a|1.00')",
            "f'{3 + 4:03d} {\"a\"!r} {{}} {1.5:.0%}' | '007 \\'a\\' {} 150%'",
            "f'{1234567:,}', '%5.1f' % 2.25, '%02d' % 7 | ('1,234,567', '  2.2', '07')",
            "'a,b'.split(','), '-'.join(['x', 'y']), 'Abc'.lower() | (['a', 'b'], 'x-y', 'abc')",
            "(lambda *a, k=1: sum(a) * k)(1, 2, k=3) | 9",
            "isinstance(3, int), isinstance([], (list, tuple)), isinstance(3, str) | (True, True,"
                + " False)",
            "[*range(3), *[9]], {**{'a': 1}, 'b': 2} | ([0, 1, 2, 9], {'a': 1, 'b': 2})",
            "(n := 4) + n | 8",
            "[1, 2] * 2 + [3], (1,) + (2,) | ([1, 2, 1, 2, 3], (1, 2))",
            "math.ceil(2.1), math.log2(8), math.prod([2, 3]) | (3, 3.0, 6)")
        .map(
            each ->
                dynamicTest(
                    each,
                    () -> {
                      int bar = each.lastIndexOf(" | ");
                      assertEquals(each.substring(bar + 3), last(each.substring(0, bar)));
                    }));
  }

  @TestFactory
  Stream<DynamicTest> statementsDoWhatTheySay() {
    return Stream.of(
            List.of("a, *b = 1, 2, 3\na, b", "(1, [2, 3])"),
            List.of("x = [1]\ny = x\ny += [2]\nx", "[1, 2]"),
            List.of("for i in range(9):\n    if i == 3: break\nelse:\n    i = 0\ni", "3"),
            List.of("n = 0\nwhile n < 5: n += 2\nelse: n = -n\nn", "-6"),
            List.of(
                "def f(a, b=2, *c, d=4, **e): return a, b, c, d, e\nf(1, 3, 5, d=6, z=7)",
                "(1, 3, (5,), 6, {'z': 7})"),
            List.of("def f():\n    for i in range(3): yield i\nlist(f())", "[0, 1, 2]"),
            List.of(
                """
                def f():
                    x = 1
                    def g():
                        nonlocal x
                        x += 1
                        return x
                    g()
                    return g()
                f()""",
                "3"),
            List.of(
                """
                try:
                    raise ValueError('x')
                except ValueError:
                    a = 1
                finally:
                    b = 2
                a, b""",
                "(1, 2)"),
            List.of("with open('x') as f:\n    a = 1\na", "1"),
            List.of(
                """
                class A:
                    k = 3
                    def __init__(self, x): self.x = x
                    @property
                    def y(self): return self.x * A.k
                class B(A):
                    def __init__(self): super().__init__(5)
                B().y""",
                "15"),
            List.of(
                """
                class A:
                    @staticmethod
                    def f(x): return x
                    @classmethod
                    def g(cls): return cls.__name__
                A.f(1), A.g()""",
                "(1, 'A')"),
            List.of(
                """
                class A:
                    def f(self): return 'A'
                class B(A):
                    def f(self): return 'B' + super(B, self).f()
                B().f()""",
                "'BA'"),
            List.of(
                """
                from dataclasses import dataclass, field
                @dataclass
                class C:
                    a: int
                    b: list = field(default_factory=list)
                c = C(3)
                c.a, c.b""",
                "(3, [])"),
            List.of("from functools import partial\npartial(pow, 2)(5)", "32"),
            List.of(
                """
                from collections import namedtuple, OrderedDict
                P = namedtuple('P', 'u v')
                P(1, v=2).v, OrderedDict([('a', 1)])""",
                "(2, {'a': 1})"),
            List.of(
                """
                class A: pass
                a = A()
                setattr(a, 'l%d' % 1, 7)
                getattr(a, 'l1'), hasattr(a, 'l2'), getattr(a, 'l2', 0)""",
                "(7, False, 0)"))
        .map(each -> dynamicTest(each.get(0), () -> assertEquals(each.get(1), last(each.get(0)))));
  }

  @Test
  void whatIsOutsideTheTextIsUnknownAndHarmless() {
    Interpreter interpreter =
        run(
            """
            import os, subprocess
            from pathlib import Path
            os.system('touch x')
            subprocess.run(['ls'])
            text = open('/etc/passwd').read()
            Path('x').write_text('y')
            __import__('os').remove('x')
            eval('1'), exec('x = 1')
            """);
    assertEquals(List.of(), interpreter.problems());
    assertTrue(interpreter.variables().get("text") instanceof Unknown);
  }

  @Test
  void aStatementThatFailsDoesNotStopTheNext() {
    Interpreter interpreter = run("a = 1 / 0\nb = [][3]\nc = 5\n");
    assertEquals(
        List.of(
            new Problem(1, "a number is divided by zero"),
            new Problem(2, "index 3 is beyond 0 elements")),
        interpreter.problems());
    assertEquals(5L, interpreter.variables().get("c"));
  }

  @Test
  void anErrorNamesTheLineInTheFunctionThatFails() {
    Interpreter interpreter = run("def f(x):\n    y = x\n    return y[1]\n\nf([0])\n");
    assertEquals(3, interpreter.problems().get(0).line());
  }
}
