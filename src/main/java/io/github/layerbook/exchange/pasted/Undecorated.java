package io.github.layerbook.exchange.pasted;

import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.form.TextForm;
import java.util.List;

/**
 * A form that is read whatever stands around its lines; where it tells layers and no wiring, the
 * zoo is asked for the network.
 *
 * @param form the form of the lines themselves
 */
record Undecorated(TextForm form) implements TextForm {
  @Override
  public String title() {
    return form.title();
  }

  @Override
  public boolean recognises(String text) {
    return recognisesPlain(PlainLines.sample(text));
  }

  /** Returns whether a text's own lines are of this form. */
  boolean recognisesPlain(String lines) {
    return form.recognises(lines);
  }

  @Override
  public ReadNetwork read(String text, ReadingOptions options) {
    return ZooMatch.noted(form.read(PlainLines.of(text), options));
  }

  @Override
  public List<ReadNetwork> readAll(String text, ReadingOptions options) {
    return form.readAll(PlainLines.of(text), options).stream().map(ZooMatch::noted).toList();
  }

  @Override
  public String fix() {
    return form.fix();
  }

  @Override
  public String toString() {
    return form.toString();
  }

  @Override
  public boolean isInWords() {
    return form.isInWords();
  }
}
