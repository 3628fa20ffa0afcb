package io.github.layerbook.exchange.keras.file;

import io.github.layerbook.exchange.container.FileNames;
import io.github.layerbook.exchange.container.JsonText;
import io.github.layerbook.exchange.container.ZipArchive;
import io.github.layerbook.exchange.form.FileForm;
import io.github.layerbook.exchange.form.FileOptions;
import io.github.layerbook.exchange.form.Problem;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.UnreadableFileException;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.network.Network;
import io.github.layerbook.size.Size;
import io.github.layerbook.unit.Numbers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A model that Keras saved: a {@code .keras} archive, or an HDF5 file of a model or of weights.
 *
 * <p>The network comes from the configuration; the weights are counted beside it. A subclassed
 * model, and a file of weights alone, is an inventory.
 */
public final class KerasFile implements FileForm {
  private static final String CONFIG = "config.json";

  /** PyTorch's batch normalisation counts its batches; Keras's does not. */
  private static final String COUNTER = "num_batches_tracked";

  private static final String WEIGHTS = "model.weights.h5";
  private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n'};

  @Override
  public String title() {
    return "a Keras file";
  }

  @Override
  public boolean recognises(byte[] beginning, String name) {
    String text = new String(beginning, StandardCharsets.ISO_8859_1);
    boolean zip = text.startsWith("PK\u0003\u0004") && text.contains(CONFIG);
    return zip || isHdf5(beginning) || name.endsWith(".keras") || name.endsWith(".h5");
  }

  /** HDF5's sign stands at the beginning, or behind a block of the user's own. */
  private static boolean isHdf5(byte[] beginning) {
    for (int at = 0; at + HDF5.length <= beginning.length; at = at == 0 ? 512 : at * 2) {
      if (ByteBuffer.wrap(beginning, at, HDF5.length).equals(ByteBuffer.wrap(HDF5))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public ReadNetwork read(Path file, FileOptions options) throws IOException {
    byte[] beginning = new byte[BEGINNING];
    int length;
    try (var in = Files.newInputStream(file)) {
      length = in.readNBytes(beginning, 0, BEGINNING);
    }
    if (isHdf5(Arrays.copyOf(beginning, length))) {
      try (Hdf5 hdf = Hdf5.open(file)) {
        return hdf5(file, hdf, options);
      }
    } else if (beginning[0] != 'P' || beginning[1] != 'K') {
      throw UnreadableFileException.of(
          file, "is neither HDF5 nor a zip archive, as Keras's files are");
    }
    try (ZipArchive zip = ZipArchive.open(file)) {
      return archive(zip, options);
    }
  }

  private ReadNetwork hdf5(Path file, Hdf5 hdf, FileOptions options) {
    Hdf5.Walk walk = hdf.walk();
    WeightsFile weights = WeightsFile.of(walk.stored());
    Optional<String> text = hdf.text("model_config");
    if (text.isEmpty()) {
      boolean keras =
          hdf.has("layer_names")
              || walk.stored().stream().anyMatch(each -> each.path().contains("/vars/"));
      if (!keras) {
        throw UnreadableFileException.of(
            file,
            "is HDF5, but holds neither a model_config nor layers' weights: no model of Keras's");
      }
      return listed(
          file,
          weights,
          "the file holds weights only, and does not say how the layers are wired",
          walk.problems());
    }
    byte[] json = text.get().getBytes(StandardCharsets.UTF_8);
    KerasConfig config =
        new KerasConfig(file, "model_config", JsonText.tree(json, file, "model_config"));
    return both(file, config, Optional.of(weights), walk.problems(), options);
  }

  private ReadNetwork archive(ZipArchive zip, FileOptions options) throws IOException {
    byte[] json = zip.read(CONFIG, KerasJson.LONGEST);
    Path file = zip.file();
    KerasConfig config = new KerasConfig(file, CONFIG, JsonText.tree(json, file, CONFIG));
    List<String> problems = new ArrayList<>();
    zip.escaping()
        .forEach(
            name ->
                problems.add("the entry %s points out of the archive; not opened".formatted(name)));
    Optional<WeightsFile> weights = Optional.empty();
    Optional<ByteBuffer> stored = zip.stored(WEIGHTS);
    if (stored.isPresent()) {
      try (Hdf5 hdf = Hdf5.of(file, stored.get())) {
        Hdf5.Walk walk = hdf.walk();
        problems.addAll(walk.problems());
        weights = Optional.of(WeightsFile.of(walk.stored()));
      }
    } else {
      problems.add("the archive holds no " + WEIGHTS);
    }
    return both(file, config, weights, problems, options);
  }

  /** The network of a configuration, or the inventory of the weights, each checked by the other. */
  private ReadNetwork both(
      Path file,
      KerasConfig config,
      Optional<WeightsFile> weights,
      List<String> problems,
      FileOptions options) {
    if (!config.hasLayers() && weights.isPresent()) {
      return listed(file, weights.get(), config.withoutLayers(), problems);
    }
    ReadNetwork read = config.read(options, weights.isPresent());
    List<String> notes = new ArrayList<>(read.notes());
    List<Problem> all = new ArrayList<>(read.problems());
    problems.forEach(problem -> all.add(new Problem(0, problem)));
    boolean whole = read.problems().isEmpty();
    read.network()
        .filter(network -> whole)
        .flatMap(network -> difference(network, weights))
        .ifPresent(notes::add);
    return new ReadNetwork(
            read.network(),
            weights
                .filter(each -> !whole)
                .map(each -> each.inventory(FileNames.stem(file), title())),
            read.unused(),
            notes,
            all)
        .frozen(read.frozen());
  }

  private static Optional<String> difference(Network network, Optional<WeightsFile> weights) {
    long ours = values(network);
    return weights
        .map(WeightsFile::values)
        .filter(stored -> stored != ours)
        .map(
            stored ->
                "the configuration gives %s weights and statistics, the file holds %s; what several models share stands in the configuration once for each"
                    .formatted(Numbers.count(ours), Numbers.count(stored)));
  }

  /** What Keras keeps: parameters and statistics, without PyTorch's counters. */
  private static long values(Network network) {
    return network.applied().stream()
        .flatMap(applied -> applied.tensors().stream())
        .filter(tensor -> !tensor.name().equals(COUNTER))
        .map(Tensor::count)
        .mapToLong(Size::value)
        .sum();
  }

  private ReadNetwork listed(Path file, WeightsFile weights, String reason, List<String> problems) {
    List<Problem> all = new ArrayList<>(List.of(new Problem(0, reason)));
    problems.forEach(problem -> all.add(new Problem(0, problem)));
    return ReadNetwork.of(weights.inventory(FileNames.stem(file), title()), List.of(), all);
  }
}
