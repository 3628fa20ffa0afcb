package io.github.layerbook.exchange.python;

import io.github.layerbook.exchange.python.value.HostValue;
import io.github.layerbook.exchange.python.value.Instance;
import io.github.layerbook.exchange.python.value.Python;
import io.github.layerbook.exchange.python.value.PythonClass;
import io.github.layerbook.exchange.python.value.Unknown;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code super()}: members of the classes that come after one.
 *
 * @param after the class
 * @param receiver the instance, or a class in a class method
 */
record SuperValue(@Nullable PythonClass after, Object receiver) implements HostValue {
  @Override
  public String type() {
    return "super";
  }

  @Override
  public Optional<Object> attribute(Python in, String name) {
    PythonClass owner = after;
    if (owner == null) {
      return Optional.of(new Unknown("super()." + name, false));
    }
    PythonClass type =
        receiver instanceof Instance instance
            ? instance.type()
            : receiver instanceof PythonClass known ? known : owner;
    Optional<Object> found = type.findAfter(owner, name);
    if (found.isPresent()) {
      return Optional.of(in.attributes().bound(found.get(), receiver, type));
    }
    return name.startsWith("__") || type.find("__unknown__").isPresent()
        ? Optional.of(new Unknown("super()." + name, true))
        : Optional.empty();
  }
}
