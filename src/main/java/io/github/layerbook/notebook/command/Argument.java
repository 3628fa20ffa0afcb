package io.github.layerbook.notebook.command;

import io.github.layerbook.notebook.offer.Candidates;
import io.github.layerbook.notebook.offer.NameOffers;
import io.github.layerbook.notebook.offer.Offer;
import io.github.layerbook.notebook.offer.Offers;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;

/** A component of a command's record as picocli parses it, and back. */
record Argument(RecordComponent component) {

  /** Whether the component is a single argument, not a group of them or the cell's text. */
  boolean isArgument() {
    return option() != null || parameters() != null;
  }

  ArgSpec spec() {
    Option option = option();
    return option != null ? option(option) : positional(annotation(Parameters.class));
  }

  private OptionSpec option(Option option) {
    OptionSpec.Builder builder =
        OptionSpec.builder(option.names())
            .description(option.description())
            .userObject(candidates());
    if (isFlag()) {
      return builder.type(boolean.class).arity("0").build();
    }
    builder
        .arity("1")
        .required(!isOptional() && !isList())
        .paramLabel(label(option.paramLabel()))
        .completionCandidates(Converters.words(element()))
        .converters(converter(option.converter()));
    return isList()
        ? builder.type(List.class).auxiliaryTypes(element()).splitRegex(option.split()).build()
        : builder.type(element()).build();
  }

  private PositionalParamSpec positional(Parameters parameters) {
    PositionalParamSpec.Builder builder =
        PositionalParamSpec.builder()
            .index(parameters.index())
            .description(parameters.description())
            .userObject(candidates())
            .paramLabel(label(parameters.paramLabel()))
            .completionCandidates(Converters.words(element()))
            .converters(converter(parameters.converter()));
    return isList()
        ? builder.type(List.class).auxiliaryTypes(element()).arity("0..*").build()
        : builder
            .type(element())
            .arity(isOptional() ? "0..1" : "1")
            .required(!isOptional())
            .build();
  }

  /** What may stand for the argument: what it declares, or the words of its type. */
  private Candidates candidates() {
    return declaredBy(component)
        .orElseGet(
            () -> {
              List<String> words = Converters.words(element());
              return element() == QuantityName.class
                  ? new NameOffers.Quantities()
                  : (session, written) -> Offer.of(written.begun(), words);
            });
  }

  private String label(String declared) {
    return declared.isEmpty() ? String.join("|", Converters.words(element())) : declared;
  }

  private ITypeConverter<?> converter(Class<? extends ITypeConverter<?>>[] declared) {
    return declared.length == 0 ? Converters.of(element()) : made(declared[0]);
  }

  /** What finds the words that a component declares to offer. */
  static Optional<Candidates> declaredBy(RecordComponent component) {
    return Optional.ofNullable(component.getAnnotation(Offers.class))
        .map(offers -> made(offers.value()));
  }

  private static <T> T made(Class<? extends T> type) {
    try {
      return CommandLine.defaultFactory().create(type);
    } catch (Exception e) {
      throw new IllegalStateException(type + " cannot be made", e);
    }
  }

  /** The component's value in a use of the command. */
  @Nullable Object value(ParseResult parsed) {
    Option option = option();
    if (option == null) {
      return value(annotation(Parameters.class), parsed);
    } else if (isFlag()) {
      return parsed.hasMatchedOption(option.names()[0]);
    }
    Object value = parsed.matchedOptionValue(option.names()[0], isList() ? List.of() : null);
    return isOptional() ? Optional.ofNullable(value) : value;
  }

  private @Nullable Object value(Parameters parameters, ParseResult parsed) {
    if (isList()) {
      return all(parameters, parsed);
    }
    int place = Integer.parseInt(parameters.index());
    Object value =
        parsed.hasMatchedPositional(place) ? parsed.matchedPositional(place).getValue() : null;
    return isOptional() ? Optional.ofNullable(value) : value;
  }

  /** All words from the place on; picocli names their parameter once for each run of them. */
  private static List<?> all(Parameters parameters, ParseResult parsed) {
    return parsed.matchedPositionals().stream()
        .filter(PositionalParamSpec::isMultiValue)
        .filter(positional -> positional.index().toString().equals(parameters.index()))
        .findFirst()
        .<List<?>>map(ArgSpec::getValue)
        .orElse(List.of());
  }

  private boolean isFlag() {
    return component.getType() == boolean.class;
  }

  private boolean isOptional() {
    return component.getType() == Optional.class;
  }

  private boolean isList() {
    return component.getType() == List.class;
  }

  /** The type of a word: of the component, or what its {@code Optional} or {@code List} holds. */
  private Class<?> element() {
    return component.getGenericType() instanceof ParameterizedType generic
        ? (Class<?>) generic.getActualTypeArguments()[0]
        : component.getType();
  }

  private @Nullable Option option() {
    return component.getAccessor().getAnnotation(Option.class);
  }

  private @Nullable Parameters parameters() {
    return component.getAccessor().getAnnotation(Parameters.class);
  }

  private <A extends Annotation> A annotation(Class<A> type) {
    A found = component.getAccessor().getAnnotation(type);
    if (found == null) {
      throw new IllegalStateException(component + " lacks " + type.getSimpleName());
    }
    return found;
  }
}
