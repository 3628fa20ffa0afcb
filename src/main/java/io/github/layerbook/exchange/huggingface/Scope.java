package io.github.layerbook.exchange.huggingface;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What names and functions mean in the expressions of a written model.
 *
 * @param model the model that is built; its configuration's fields are names
 * @param variables names that the text itself gives to values in this scope
 * @param outer the scope around it, whose variables are seen where this one has none of the name
 */
record Scope(Model model, Map<String, @Nullable Object> variables, @Nullable Scope outer) {
  /** Makes the scope of a model without variables. */
  static Scope of(Model model) {
    return new Scope(model, new HashMap<>(), null);
  }

  /** Returns a scope with the variables so far, in which more can be set. */
  Scope inner(Model newModel) {
    return new Scope(newModel, new HashMap<>(), this);
  }

  /** The innermost scope that has a variable; null if none has. */
  private @Nullable Scope holder(String variable) {
    Scope scope = this;
    while (scope != null && !scope.variables.containsKey(variable)) {
      scope = scope.outer;
    }
    return scope;
  }

  /** Sets variables in turn; perhaps not those that have a value already. */
  void set(List<Expression> named, boolean again, Function<Expression, @Nullable Object> computed) {
    for (Expression each : named) {
      if (each instanceof Expression.Named value && (again || holder(value.variable()) == null)) {
        variables.put(value.variable(), computed.apply(value));
      }
    }
  }

  private Configuration config() {
    return model.config();
  }

  private int layers() {
    return config().field("num_hidden_layers").layers();
  }

  /** Returns the value of a variable or, else, of a field. */
  @Nullable Object value(String name) {
    Scope holder = holder(name);
    if (holder != null) {
      return holder.variables.get(name);
    }
    return switch (name) {
      case "true" -> true;
      case "false" -> false;
      case "labels" -> config().labels();
      case "tied" -> model.isTied();
      default -> config().typed(name);
    };
  }

  /**
   * Returns the value of a function. An argument that is a field's name may be a variable that
   * holds the name.
   */
  @Nullable Object call(String function, List<Expression> arguments) {
    return switch (function) {
      case "is" -> arguments.stream().anyMatch(each -> name(each).equals(model.head()));
      case "type" -> arguments.stream().anyMatch(each -> name(each).equals(config().type()));
      case "whole" -> number(arguments, 0);
      case "headsize" -> config().headSize(name(arguments, 0), name(arguments, 1));
      case "divisor" -> Field.nearestDivisor(number(arguments, 0), number(arguments, 1));
      case "keyheads" -> config().keyHeads(name(arguments, 0), name(arguments, 1));
      case "kinds" -> kinds(name(arguments, 0), arguments.get(1));
      case "each" -> each(arguments.get(0));
      case "part" -> list(arguments.get(0)).get((int) number(arguments, 1));
      case "size" -> (long) list(arguments.get(0)).size();
      case "has" -> list(arguments.get(0)).contains(arguments.get(1).in(this));
      case "theta" -> field("rope_theta").theta(name(arguments, 0), number(arguments, 1));
      case "length" -> model.length((int) number(arguments, 0), number(arguments, 1));
      case "measure" -> field(name(arguments, 0)).measure(number(arguments, 1));
      case "usual" -> field(name(arguments, 0)).usual(usual(arguments.get(1)));
      default -> ofField(function, field(name(arguments, 0)));
    };
  }

  private Field field(String name) {
    return config().field(name);
  }

  /** A value for what is not stated; a truth value is false where it is missing. */
  private Object usual(Expression otherwise) {
    return Objects.requireNonNullElse(otherwise.in(this), false);
  }

  private @Nullable Object ofField(String function, Field field) {
    return switch (function) {
      case "field" -> config().typed(field.name());
      case "number" -> field.number();
      case "states" -> config().states(field.name());
      case "stated" -> field.stated();
      case "optional" -> field.optional();
      case "numbers" -> field.numbers();
      case "decimal" -> field.decimal();
      case "share" -> field.share();
      case "offset" -> field.orZero();
      case "auto" -> field.isWord("auto") ? null : field.number();
      case "gated" -> field.word().startsWith("gated-");
      case "kind" -> field.activation().name().toLowerCase(Locale.ROOT);
      default -> throw new IllegalArgumentException("no function is called " + function);
    };
  }

  /** The parts of a list, or of a text with commas; none of null. */
  private List<?> list(Expression value) {
    Object list = value.in(this);
    return list instanceof List<?> parts
        ? parts
        : list == null ? List.of() : List.of(list.toString().split(",", -1));
  }

  /** The value for each layer, whose number is {@code i}. */
  private List<@Nullable Object> each(Expression value) {
    List<@Nullable Object> all = new ArrayList<>();
    for (long i = 0; i < layers(); i++) {
      Scope inner = inner(model);
      inner.variables().put("i", i);
      all.add(value.in(inner));
    }
    return all;
  }

  /**
   * Whether each layer is of a kind: as {@code layer_types} says, or as a rule where it is null.
   */
  private List<?> kinds(String kind, Expression rule) {
    List<String> stated =
        config().field("layer_types").words(layers(), List.of("full_attention", kind));
    return stated == null
        ? each(scope -> rule.holds(scope))
        : stated.stream().map(kind::equals).toList();
  }

  private long number(List<Expression> arguments, int index) {
    return arguments.get(index).number(this).longValue();
  }

  private String name(List<Expression> arguments, int index) {
    return name(arguments.get(index));
  }

  /** The name itself, or the text that it stands for. */
  private String name(Expression argument) {
    if (argument instanceof Expression.Name name) {
      Scope holder = holder(name.name());
      return holder != null && holder.variables.get(name.name()) instanceof String other
          ? other
          : name.name();
    }
    return String.valueOf(argument.in(this));
  }
}
