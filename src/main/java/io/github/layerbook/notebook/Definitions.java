package io.github.layerbook.notebook;

import io.github.layerbook.claim.Claims;
import io.github.layerbook.network.Network;
import io.github.layerbook.notation.Definition;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.report.Settings;
import io.github.layerbook.unit.NumberType;
import java.util.List;
import java.util.Optional;

/** What the commands that define networks do. */
final class Definitions {
  private Definitions() {}

  static Object network(Call call) {
    Session session = call.session();
    Notation notation = session.notation();
    if (call.has(Arguments.INPUT)) {
      notation = notation.input(call.<String>option(Arguments.INPUT).orElse(""));
    }
    session.requireFree(call.word(0));
    List<Definition> definitions = notation.parseAll(call.text());
    List<Entry> entries = definitions.stream().map(read -> entry(call, read)).toList();
    return entries.size() == 1
        ? session.define(call.word(0), entries.get(0).renamed(call.word(0)))
        : session.defineAll(call.word(0), entries);
  }

  private static Entry entry(Call call, Definition definition) {
    Network network = definition.network();
    return new Entry(
        call.has(Arguments.NO_BIAS) ? network.withoutBiases() : network,
        Claims.of(definition),
        settings(call, Settings.DEFAULT));
  }

  static Object layers(Call call) {
    NetworkReference address = NetworkReference.of(call.word(0));
    if (address.rest().isEmpty()) {
      throw new CellError(
          "%%%%layers %1$s: it needs a block's name too, for example %%%%layers %1$s.conv1."
              .formatted(address.name()));
    }
    return call.session().layers(address.name(), address.rest(), call.text());
  }

  static Object fullyConvolutional(Call call) {
    Optional<String> as = call.option(Arguments.AS);
    return call.<String>option(Arguments.INPUT)
        .map(input -> call.session().denseEvaluation(call.word(0), input, as))
        .orElseGet(() -> call.session().fullyConvolutional(call.word(0), as));
  }

  /** The settings that a call asks for, where it asks. */
  static Settings settings(Call call, Settings otherwise) {
    Settings settings = otherwise;
    if (call.has(Arguments.BATCH)) {
      settings = settings.batch(call.<Long>option(Arguments.BATCH).orElseThrow());
    }
    if (call.has(Arguments.TYPE)) {
      settings = settings.type(call.<NumberType>option(Arguments.TYPE).orElseThrow());
    }
    return settings;
  }
}
