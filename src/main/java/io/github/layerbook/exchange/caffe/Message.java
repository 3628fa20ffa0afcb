package io.github.layerbook.exchange.caffe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A message of protocol buffers' text format: fields in order, each of which may stand several
 * times.
 *
 * @param line where it begins, from 1
 * @param fields the fields in order
 */
record Message(int line, List<Field> fields) {
  /**
   * A field.
   *
   * @param name its name
   * @param value a {@code Long}, {@code Double}, {@code String}, {@code Boolean}, {@link Word} or
   *     {@link Message}
   * @param line where it stands
   */
  record Field(String name, Object value, int line) {}

  /** A constant of an enum: {@code MAX}. */
  record Word(String name) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Returns the values of all fields of a name. */
  List<Object> all(String name) {
    return fields.stream().filter(field -> field.name.equals(name)).map(Field::value).toList();
  }

  /** Returns the last field of a name, which protocol buffers take. */
  Optional<Object> last(String name) {
    List<Object> all = all(name);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  /** Returns the last field of a name as a text. */
  Optional<String> text(String name) {
    return last(name).filter(value -> !(value instanceof Message)).map(Object::toString);
  }

  /** Returns the texts of all fields of a name. */
  List<String> texts(String name) {
    return all(name).stream()
        .filter(value -> !(value instanceof Message))
        .map(Object::toString)
        .toList();
  }

  /** Returns the whole numbers of all fields of a name. */
  List<Long> numbers(String name) {
    return all(name).stream().filter(Long.class::isInstance).map(Long.class::cast).toList();
  }

  /** Returns the messages of all fields of a name. */
  List<Message> messages(String name) {
    return all(name).stream().filter(Message.class::isInstance).map(Message.class::cast).toList();
  }

  /** Returns the fields of all messages of a name as one message. */
  Message message(String name) {
    List<Field> all = new ArrayList<>();
    messages(name).forEach(message -> all.addAll(message.fields));
    return new Message(line, all);
  }
}
