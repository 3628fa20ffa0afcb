package io.github.layerbook.exchange.checkpoint.torch;

import io.github.layerbook.exchange.checkpoint.FileTensor;
import io.github.layerbook.exchange.checkpoint.TensorList;
import io.github.layerbook.exchange.checkpoint.torch.Pickled.Unmade;
import io.github.layerbook.exchange.checkpoint.torch.TensorWalk.Found;
import io.github.layerbook.exchange.container.ByteReader;
import io.github.layerbook.exchange.container.FileNames;
import io.github.layerbook.exchange.container.FirstNames;
import io.github.layerbook.exchange.form.Problem;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.inventory.StoredTensor.Role;
import io.github.layerbook.unit.Numbers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The object that a file holds.
 *
 * @param file the file
 * @param in the pickle, for the places of errors
 * @param root the object
 * @param calls what was called and named while it was read
 */
record TorchObject(Path file, ByteReader in, Object root, KnownCalls calls) {

  /** Refuses an object that needs classes or functions that are no modules. */
  void requireKnown() {
    for (Unmade object : calls.unmade()) {
      if (!object.isModule() && !object.isScripted() && !holdsModule()) {
        throw in.error(
            object.position(),
            "asks to call %s, which no state dict needs; it is not run".formatted(object.global()));
      }
    }
  }

  /** Whether a whole module was saved, whose classes may keep anything beside their tensors. */
  private boolean holdsModule() {
    return calls.unmade().stream().anyMatch(object -> object.isModule() || object.isScripted());
  }

  /** Returns the inventory of the model in the object. */
  ReadNetwork read(String source, List<String> broken) {
    requireKnown();
    StateDict model = StateDict.in(root, file, calls.tensors());
    TensorWalk walk = new TensorWalk(file, calls.tensors());
    walk.walk(model.value());
    List<String> notes = new ArrayList<>(model.notes());
    List<FileTensor> tensors = tensors(walk.found());
    shared(walk.found()).ifPresent(notes::add);
    List<String> problems = new ArrayList<>(broken);
    unmade().ifPresent(problems::add);
    return ReadNetwork.of(
        TensorList.inventory(FileNames.stem(file), source, tensors, walk.types()),
        notes,
        problems.stream().map(problem -> new Problem(0, problem)).toList());
  }

  private static List<FileTensor> tensors(List<Found> found) {
    Map<List<Object>, String> first = new HashMap<>();
    List<FileTensor> tensors = new ArrayList<>();
    for (Found each : found) {
      TorchTensor tensor = each.tensor();
      String before =
          tensor.storage().isPresent() && tensor.values() > 0
              ? first.putIfAbsent(tensor.view(), each.name())
              : null;
      tensors.add(
          new FileTensor(
              each.name(),
              tensor.type().name(),
              tensor.shape(),
              Optional.of(tensor.bytes()),
              Optional.ofNullable(before),
              role(each)));
    }
    return tensors;
  }

  private static Optional<Role> role(Found found) {
    return found.role().equals(Optional.of(Role.BUFFER))
        ? found.role()
        : found
            .tensor()
            .trained()
            .map(trained -> trained ? Role.TRAINED : Role.FROZEN)
            .or(found::role);
  }

  /** Says that tensors overlap in their storages, where they take more than those hold. */
  private static Optional<String> shared(List<Found> found) {
    Map<String, Long> storages = new HashMap<>();
    long own = 0;
    for (Found each : found) {
      TorchTensor tensor = each.tensor();
      if (tensor.storage().isPresent()) {
        storages.put(tensor.storage().get().key(), tensor.storage().get().bytes());
        own += tensor.bytes();
      }
    }
    long held = storages.values().stream().mapToLong(Long::longValue).sum();
    return own > held
        ? Optional.of(
            "the tensors take %s, the file keeps %s: some are tied, or views of the same values"
                .formatted(Numbers.plainBytes(own), Numbers.plainBytes(held)))
        : Optional.empty();
  }

  private Optional<String> unmade() {
    TreeSet<String> names =
        calls.unmade().stream()
            .map(object -> object.global().toString())
            .filter(name -> !name.startsWith("torch.nn.modules."))
            .collect(Collectors.toCollection(TreeSet::new));
    if (calls.unmade().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        "the file holds a whole module, whose code is not in it%s; its tensors are listed"
            .formatted(
                names.isEmpty()
                    ? ""
                    : " and is not looked for (%s)".formatted(FirstNames.of(names))));
  }
}
