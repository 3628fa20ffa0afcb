package io.github.layerbook.exchange.builder;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A name, or the making of an object, and the calls after it.
 *
 * @param line where it begins, from 1
 * @param head the name with its dots: {@code ConvolutionLayer.Builder}, {@code Activation.RELU}
 * @param made whether {@code new} stands before it
 * @param arguments what it is made with
 * @param calls the calls after it
 */
public record Chain(int line, String head, boolean made, List<Object> arguments, List<Call> calls) {
  /** Copies the lists. */
  public Chain {
    arguments = List.copyOf(arguments);
    calls = List.copyOf(calls);
  }

  /**
   * A call.
   *
   * @param line where it stands, from 1
   * @param name the method
   * @param arguments its arguments: {@code Long}, {@code Double}, {@code Boolean}, {@code String},
   *     lists, and {@link Chain}s for everything else
   */
  public record Call(int line, String name, List<Object> arguments) {
    /** Copies the arguments. */
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /** Returns whether it is a name alone, without calls. */
  public boolean isName() {
    return !made && calls.isEmpty();
  }

  /** Returns the last part of its name: {@code RELU} of {@code Activation.RELU}. */
  public String last() {
    return head.substring(head.lastIndexOf('.') + 1);
  }

  /** Returns the first call of a name. */
  public Optional<Call> call(String name) {
    return calls.stream().filter(call -> call.name().equals(name)).findFirst();
  }

  /** Returns this with more calls, which stand after it in the text. */
  public Chain with(List<Call> more) {
    List<Call> all = new ArrayList<>(calls);
    all.addAll(more);
    return new Chain(line, head, made, arguments, all);
  }
}
