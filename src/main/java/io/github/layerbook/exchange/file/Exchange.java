package io.github.layerbook.exchange.file;

import io.github.layerbook.exchange.checkpoint.Gguf;
import io.github.layerbook.exchange.checkpoint.Safetensors;
import io.github.layerbook.exchange.checkpoint.ShardIndex;
import io.github.layerbook.exchange.checkpoint.exported.ExportedProgram;
import io.github.layerbook.exchange.checkpoint.torch.TorchFile;
import io.github.layerbook.exchange.form.FileForm;
import io.github.layerbook.exchange.form.FileOptions;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.UnreadableFileException;
import io.github.layerbook.exchange.keras.file.KerasFile;
import io.github.layerbook.exchange.keras.file.KerasJson;
import io.github.layerbook.exchange.onnx.Onnx;
import io.github.layerbook.inventory.Inventory;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.network.Network;
import io.github.layerbook.size.Size;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads networks and inventories from files, whatever form they are of.
 *
 * <pre>{@code
 * import io.github.layerbook.exchange.file.Exchange;
 * import io.github.layerbook.exchange.form.FileOptions;
 * import java.nio.file.*;
 * Path file = Files.createTempFile("net", ".py");
 * Files.writeString(file, "net = nn.Sequential(nn.Linear(784, 10), nn.ReLU())");
 * var read = Exchange.read(file, FileOptions.NONE.input(784L));
 * Report.of(read.network().get()).total(Quantity.PARAMETERS).value()   // 7850
 * }</pre>
 *
 * <p>No weights are read, nothing in a file is run, and only files beside it are opened, under
 * plain names that it gives: shards of an index, parts of a split file, and {@code config.json}
 * beside safetensors. Links within HDF5 files are never followed. What a file claims reserves
 * nothing before it is seen to be there. These are the limits:
 *
 * <ul>
 *   <li>2⁶³ values in all; 64 axes of what flows through a network;
 *   <li>safetensors: a header of 100 MB, an index of 64 MiB and of 10,000 files;
 *   <li>GGUF: 1,000,000 tensors in 1,000 files, names of 65,535 bytes, 4 axes, arrays nested 4
 *       deep;
 *   <li>pickles: 64 MiB, a million values and one for each eight bytes more, objects nested 100
 *       deep, each tensor under ten names on average;
 *   <li>zip archives: 200,000 entries, each of which may unpack to 2 MiB or four times its packed
 *       size, the larger;
 *   <li>JSON: nested 200 deep; Keras configurations of 32 MiB, exported graphs of 256 MiB;
 *   <li>Keras: 40,000 calls, models within models counted at each call; 20,000 layers;
 *   <li>HDF5: 200,000 groups and data sets, nested 60 deep;
 *   <li>texts: 4 MB.
 * </ul>
 */
public final class Exchange {
  /** In the order in which they are tried: the more particular a form, the earlier. */
  private static final List<FileForm> FORMS =
      List.of(
          ShardIndex.ofSafetensors(),
          TorchFile.index(),
          new Gguf(),
          new Safetensors(),
          new ExportedProgram(),
          new TorchFile(),
          new Onnx(),
          new KerasFile(),
          new KerasJson());

  private Exchange() {}

  /** Returns all forms of files, in the order in which they are tried. */
  public static List<FileForm> forms() {
    return FORMS;
  }

  /**
   * Returns the form that a file is of. A file of code, or of another text as people paste it, is
   * of that text's form. A folder is read as what it holds: of a checkout of the Hugging Face hub
   * the configuration's network, counted against the weights.
   *
   * @throws UnreadableFileException if there is no such file, or it is of no form that is known;
   *     says what it is
   */
  public static FileForm form(Path file) {
    try {
      requireFile(file);
      if (Files.isDirectory(file)) {
        return SavedFolder.of(file);
      }
      byte[] beginning = beginning(file);
      FileKind.placeholder(beginning)
          .ifPresent(
              reason -> {
                throw UnreadableFileException.of(file, reason);
              });
      String name = name(file).toLowerCase(Locale.ROOT);
      Optional<FileForm> form =
          FORMS.stream().filter(each -> each.recognises(beginning, name)).findFirst();
      return form.isPresent()
          ? form.get()
          : TextFile.of(file, beginning)
              .orElseThrow(() -> UnreadableFileException.of(file, FileKind.of(beginning)));
    } catch (IOException e) {
      throw unread(file, e);
    }
  }

  /**
   * Returns what a file says by itself.
   *
   * @throws UnreadableFileException if it cannot be read; says where and why
   */
  public static ReadNetwork read(Path file) {
    return read(file, FileOptions.NONE);
  }

  /**
   * Returns what a file says.
   *
   * @throws UnreadableFileException if it cannot be read; says where and why
   */
  public static ReadNetwork read(Path file, FileOptions options) {
    return read(file, form(file), options);
  }

  /**
   * Returns what a file of a form says.
   *
   * @throws UnreadableFileException if it cannot be read; says where and why
   */
  public static ReadNetwork read(Path file, FileForm form, FileOptions options) {
    try {
      ReadNetwork read = form.read(file, options);
      read.inventory().ifPresent(Inventory::parameters);
      read.network().ifPresent(Exchange::values);
      boolean empty =
          read.network().isEmpty()
              && read.inventory().filter(all -> all.layers().isEmpty()).isPresent();
      return empty ? read.with(List.of("it holds no tensors"), List.of()) : read;
    } catch (ArithmeticException e) {
      throw UnreadableFileException.of(file, "its tensors have more than 2⁶³ values");
    } catch (IOException e) {
      throw unread(file, e);
    }
  }

  /** How many values the tensors of a network have. */
  private static long values(Network network) {
    return network.applied().stream()
        .flatMap(applied -> applied.tensors().stream())
        .map(Tensor::count)
        .filter(Size::isKnown)
        .mapToLong(Size::value)
        .reduce(0, Math::addExact);
  }

  private static void requireFile(Path file) {
    if (!Files.exists(file)) {
      throw UnreadableFileException.of(
          file, "there is no such file in " + folder(file).toAbsolutePath().normalize());
    } else if (!Files.isRegularFile(file) && !Files.isDirectory(file)) {
      throw UnreadableFileException.of(file, "is not a file that has an end");
    }
  }

  private static byte[] beginning(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] beginning = in.readNBytes(FileForm.BEGINNING);
      if (beginning.length == 0) {
        throw UnreadableFileException.of(file, "the file is empty");
      }
      return beginning;
    }
  }

  private static UnreadableFileException unread(Path file, IOException e) {
    return UnreadableFileException.of(
        file,
        e instanceof AccessDeniedException
            ? "you may not read this file"
            : "the system cannot read it: "
                + Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName()));
  }

  private static Path folder(Path file) {
    return Objects.requireNonNullElse(file.getParent(), Path.of(""));
  }

  private static String name(Path file) {
    return Objects.requireNonNullElse(file.getFileName(), file).toString();
  }
}
