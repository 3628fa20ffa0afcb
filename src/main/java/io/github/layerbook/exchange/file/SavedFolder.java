package io.github.layerbook.exchange.file;

import io.github.layerbook.exchange.form.FileForm;
import io.github.layerbook.exchange.form.FileOptions;
import io.github.layerbook.exchange.form.Problem;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.UnreadableFileException;
import io.github.layerbook.inventory.Inventory;
import io.github.layerbook.inventory.StoredTensor.Role;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.network.Network;
import io.github.layerbook.size.Size;
import io.github.layerbook.unit.Numbers;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A folder that a model was saved in, as a checkout of the Hugging Face hub: the network of its
 * {@code config.json}, counted against the tensors of its weights; the tensors alone where the
 * configuration tells no network; the model of its only file where there is no configuration.
 *
 * @param config the configuration; empty if there is none
 * @param weights the file of weights, or the index of several; empty if there is none
 */
record SavedFolder(Optional<Path> config, Optional<Path> weights) implements FileForm {
  /** So many files of a folder are looked at. */
  private static final int MOST = 10_000;

  /** So many are named in a message. */
  private static final int NAMED = 6;

  /** What weights are called, an index before its files, the safer form before the other. */
  private static final List<String> WEIGHTS =
      List.of(
          "model.safetensors.index.json",
          "model.safetensors",
          "diffusion_pytorch_model.safetensors.index.json",
          "diffusion_pytorch_model.safetensors",
          "pytorch_model.bin.index.json",
          "pytorch_model.bin",
          "diffusion_pytorch_model.bin");

  private static final List<String> ENDINGS =
      List.of(".onnx", ".keras", ".safetensors", ".gguf", ".pt2", ".pt", ".pth", ".ckpt", ".h5");

  /** Files by which folders of other kinds are known, and what they are. */
  private static final List<List<String>> OTHERS =
      List.of(
          List.of(
              "saved_model.pb",
              "a SavedModel of TensorFlow, which is not read: save it as .keras, or convert it to"
                  + " ONNX with tf2onnx"),
          List.of(
              "model_index.json",
              "a pipeline of several models: name one of its folders, such as unet"),
          List.of(".metadata", "a distributed checkpoint of PyTorch, which is not read"),
          List.of("checkpoint", "a checkpoint of TensorFlow, which is not read"),
          List.of("adapter_config.json", "an adapter (LoRA): name its file of weights"));

  /**
   * Finds what a folder holds.
   *
   * @throws UnreadableFileException if it is no model's; says what it is
   */
  static SavedFolder of(Path folder) throws IOException {
    List<String> names = names(folder);
    Optional<Path> config = Optional.of("config.json").filter(names::contains).map(folder::resolve);
    Optional<Path> weights =
        WEIGHTS.stream().filter(names::contains).findFirst().map(folder::resolve);
    if (config.isEmpty() && weights.isEmpty()) {
      for (List<String> other : OTHERS) {
        if (names.contains(other.get(0))) {
          throw UnreadableFileException.of(folder, "is a folder that holds " + other.get(1));
        }
      }
    }
    return new SavedFolder(config, weights.or(() -> only(folder, names, config.isPresent())));
  }

  private static List<String> names(Path folder) throws IOException {
    var names = new TreeSet<String>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (names.size() == MOST) {
          break;
        } else if (Files.isRegularFile(file)) {
          names.add(String.valueOf(file.getFileName()));
        }
      }
    }
    return List.copyOf(names);
  }

  /** The only file of a model in the folder; beside a configuration, several are none. */
  private static Optional<Path> only(Path folder, List<String> names, boolean config) {
    List<String> models =
        names.stream()
            .filter(name -> ENDINGS.stream().anyMatch(name.toLowerCase(Locale.ROOT)::endsWith))
            .filter(
                name ->
                    !name.matches(".*-\\d+-of-\\d+\\.gguf")
                        || name.matches(".*-0*1-of-\\d+\\.gguf"))
            .toList();
    if (models.size() == 1) {
      return Optional.of(folder.resolve(models.get(0)));
    } else if (config) {
      return Optional.empty();
    }
    throw UnreadableFileException.of(
        folder,
        models.isEmpty()
            ? "is a folder that holds no model: name a file"
            : "is a folder that holds %s: name one of them, %s"
                .formatted(
                    Numbers.count(models.size(), "model"),
                    String.join(", ", models.stream().limit(NAMED).toList())
                        + (models.size() > NAMED ? ", …" : "")));
  }

  @Override
  public String title() {
    return config.isPresent() ? "a model's folder" : Exchange.form(weights.orElseThrow()).title();
  }

  @Override
  public boolean recognises(byte[] beginning, String name) {
    return false;
  }

  @Override
  public ReadNetwork read(Path folder, FileOptions options) throws IOException {
    if (config.isEmpty()) {
      return Exchange.read(weights.orElseThrow(), options);
    } else if (weights.isEmpty()) {
      return Exchange.read(config.get(), options);
    }
    Optional<ReadNetwork> graph = Optional.empty();
    List<String> problems = new ArrayList<>();
    try {
      graph = Optional.of(Exchange.read(config.get(), options));
    } catch (UnreadableFileException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
    ReadNetwork stored = Exchange.read(weights.get());
    return graph.isPresent() && graph.get().network().isPresent() && stored.inventory().isPresent()
        ? counted(graph.get(), graph.get().network().get(), stored, stored.inventory().get())
        : stored.with(List.of(), problems);
  }

  private ReadNetwork counted(
      ReadNetwork graph, Network network, ReadNetwork stored, Inventory inventory) {
    List<String> notes = new ArrayList<>(stored.notes());
    String name = String.valueOf(weights.orElseThrow().getFileName());
    long ours = parameters(network);
    long theirs = inventory.parameters();
    String held =
        "%s holds %s in %s"
            .formatted(
                name,
                Numbers.count(theirs, "parameter"),
                Numbers.count(
                    inventory.layers().stream().mapToLong(each -> each.tensors().size()).sum(),
                    "tensor"));
    notes.add(
        ours == theirs
            ? held + ", as many as the network has"
            : held
                + ", %s %s than the network: %%match shows which"
                    .formatted(
                        Numbers.count(Math.abs(theirs - ours)), theirs > ours ? "more" : "fewer"));
    if (inventory.count(Role.BUFFER) > 0) {
      notes.add("%s are buffers".formatted(Numbers.count(inventory.count(Role.BUFFER), "value")));
    }
    return graph
        .listing(inventory)
        .with(notes, stored.problems().stream().map(Problem::message).toList());
  }

  private static long parameters(Network network) {
    return network.applied().stream()
        .flatMap(applied -> applied.tensors().stream())
        .filter(tensor -> tensor.kind() != Tensor.Kind.BUFFER)
        .map(Tensor::count)
        .mapToLong(Size::value)
        .reduce(0, Math::addExact);
  }
}
