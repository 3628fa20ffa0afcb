package io.github.layerbook.exchange.python.value;

import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.python.syntax.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Finds, sets and deletes attributes. */
public final class Attributes {
  private final Python in;

  Attributes(Python in) {
    this.in = in;
  }

  /**
   * Returns an attribute of a value.
   *
   * @throws PythonException if it has none of the name
   */
  public Object get(Object of, String name) {
    return find(of, name).orElseThrow(() -> missing(of, name));
  }

  private PythonException missing(Object of, String name) {
    String type = of instanceof Instance instance ? instance.type().name() : in.type(of);
    return new PythonException("a %s has no attribute `%s`", type, name);
  }

  /** Returns an attribute of a value, if it has one of the name. */
  public Optional<Object> find(Object of, String name) {
    if (of instanceof Instance instance) {
      return of(instance, name);
    } else if (of instanceof HostValue host) {
      return host.attribute(in, name);
    } else if (of instanceof PythonClass type) {
      return of(type, name);
    } else if (of instanceof TupleValue tuple && tuple.names().contains(name)) {
      return Optional.of(tuple.values().get(tuple.names().indexOf(name)));
    } else if (name.equals("__class__")) {
      return Optional.of(in.operators().classOf(of));
    } else if (of instanceof Callable callable && name.matches("__(?:qual)?name__")) {
      return Optional.of(callable.name());
    }
    return in.builtIns().method(of, name).or(() -> ofFunction(of));
  }

  /** Functions may carry whatever a library has put on them. */
  private static Optional<Object> ofFunction(Object of) {
    return of instanceof Callable
        ? Optional.of(new Unknown("an attribute of a function", true))
        : Optional.empty();
  }

  private Optional<Object> of(Instance instance, String name) {
    Object own = instance.fields().get(name);
    if (own != null) {
      return Optional.of(own);
    }
    Optional<Object> member = instance.type().find(name);
    if (member.isPresent()) {
      return Optional.of(bound(member.get(), instance, instance.type()));
    } else if (name.equals("__class__")) {
      return Optional.of(instance.type());
    } else if (name.equals("__dict__")) {
      return Optional.of(new LinkedHashMap<Object, Object>(instance.fields()));
    }
    Optional<Object> fallback = instance.type().find("__getattr__");
    if (fallback.isPresent()) {
      Object value = in.call(fallback.get(), instance, name);
      return value == Singleton.ELLIPSIS ? Optional.empty() : Optional.of(value);
    }
    return instance
        .type()
        .find("__unknown__")
        .map(base -> new Unknown(((Unknown) base).what() + "." + name, ((Unknown) base).library()));
  }

  /** Returns what a member of a class becomes when it is found on a receiver. */
  public Object bound(Object member, Object receiver, PythonClass type) {
    if (member instanceof Callable callable && callable.isMethod()) {
      return new BoundMethod(receiver, callable);
    } else if (member instanceof Descriptor descriptor) {
      return switch (descriptor.kind()) {
        case STATIC -> descriptor.function();
        case CLASS -> new BoundMethod(type, (Callable) descriptor.function());
        case PROPERTY -> in.call(descriptor.function(), receiver);
      };
    }
    return member;
  }

  private Optional<Object> of(PythonClass type, String name) {
    Optional<Object> member = type.find(name);
    if (member.isPresent()) {
      return Optional.of(
          member.get() instanceof Descriptor descriptor
                  && descriptor.kind() != Descriptor.Kind.PROPERTY
              ? bound(descriptor, type, type)
              : member.get());
    }
    return switch (name) {
      case "__name__", "__qualname__" -> Optional.of(type.name());
      case "__module__" -> Optional.of("__main__");
      case "__dict__" -> Optional.of(new LinkedHashMap<Object, Object>(type.members()));
      case "__init__" -> Optional.of(Builtin.method(name, (in, arguments) -> Singleton.NONE));
      default -> Optional.of(new Unknown(type.name() + "." + name, false));
    };
  }

  /** Sets an attribute. */
  public void set(Object of, String name, Object value) {
    if (of instanceof Instance instance) {
      Optional<Object> setter = instance.type().find("__setattr__");
      if (setter.isPresent()) {
        in.call(setter.get(), instance, name, value);
      } else {
        instance.fields().put(name, value);
      }
    } else if (of instanceof PythonClass type) {
      type.with(name, value);
    } else if (of instanceof HostValue host) {
      host.setAttribute(in, name, value);
    } else if (!(of instanceof Callable)) {
      throw new PythonException("attributes of a %s cannot be set", in.type(of));
    }
  }

  /** Deletes an attribute. */
  public void delete(Object of, String name) {
    if (of instanceof Instance instance) {
      Optional<Object> deleter = instance.type().find("__delattr__");
      if (deleter.isPresent()) {
        in.call(deleter.get(), instance, name);
      } else {
        instance.fields().remove(name);
      }
    }
  }

  /** Returns the attributes that a value has of its own. */
  public Map<Object, Object> own(Object of) {
    return of instanceof Instance instance
        ? new LinkedHashMap<>(instance.fields())
        : new LinkedHashMap<>();
  }
}
