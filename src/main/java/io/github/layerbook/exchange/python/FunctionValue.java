package io.github.layerbook.exchange.python;

import io.github.layerbook.exchange.python.syntax.Expression.Parameter;
import io.github.layerbook.exchange.python.syntax.Statement;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A function of the text.
 *
 * @param name its name
 * @param parameters what it takes
 * @param defaults values of parameters that are not given
 * @param body what it does
 * @param generator whether it yields; its values are computed at once
 * @param closure the variables around it
 * @param owner the class that it stands in
 * @param quiet whether it is not the reader's, so that its lines are not named
 */
record FunctionValue(
    String name,
    List<Parameter> parameters,
    Map<String, Object> defaults,
    List<Statement> body,
    boolean generator,
    Scope closure,
    @Nullable PythonClass owner,
    boolean quiet)
    implements Callable {
  @Override
  public Object call(Interpreter interpreter, CallArguments arguments) {
    return interpreter.calls().function(this, arguments);
  }

  FunctionValue in(PythonClass newOwner) {
    return owner != null
        ? this
        : new FunctionValue(name, parameters, defaults, body, generator, closure, newOwner, quiet);
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  @Override
  public String toString() {
    return "<function " + name + ">";
  }
}
