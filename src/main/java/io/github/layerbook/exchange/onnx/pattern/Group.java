package io.github.layerbook.exchange.onnx.pattern;

import io.github.layerbook.exchange.onnx.model.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Nodes that are found to belong together, while they are looked for. */
final class Group {
  private final Set<Operation> members = Collections.newSetFromMap(new IdentityHashMap<>());
  private Operation replacement;

  /** Begins a group with its last node. */
  Group(Operation last) {
    this.replacement = last;
    members.add(last);
  }

  /** Adds nodes. */
  Group with(Operation... more) {
    members.addAll(List.of(more));
    return this;
  }

  Group with(Set<Operation> more) {
    members.addAll(more);
    return this;
  }

  /** Says what stands in the place of all. */
  Group as(Operation operation) {
    replacement = operation;
    return this;
  }

  Set<Operation> members() {
    return members;
  }

  Operation replacement() {
    return replacement;
  }

  @Override
  public String toString() {
    List<String> names = new ArrayList<>();
    members.forEach(member -> names.add(member.toString()));
    return replacement + " for " + names;
  }
}
