package io.github.layerbook.exchange.checkpoint.torch;

import io.github.layerbook.exchange.checkpoint.FileTensor;
import io.github.layerbook.exchange.checkpoint.ShardIndex;
import io.github.layerbook.exchange.container.ByteReader;
import io.github.layerbook.exchange.container.FirstNames;
import io.github.layerbook.exchange.container.ZipArchive;
import io.github.layerbook.exchange.form.FileForm;
import io.github.layerbook.exchange.form.FileOptions;
import io.github.layerbook.exchange.form.Problem;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.UnreadableFileException;
import io.github.layerbook.inventory.InventoryLayer;
import io.github.layerbook.inventory.StoredTensor;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code torch.save} writes: a zip archive around a pickle, or before PyTorch 1.6 pickles one
 * behind the other.
 *
 * <p>No class is looked for and nothing is called; no weight is read. Of a whole module that was
 * saved with its class the tensors are listed.
 */
public final class TorchFile implements FileForm {
  private static final String PICKLE = "data.pkl";

  /** What a program that was frozen keeps in the place of parameters. */
  private static final String CONSTANTS = "constants.pkl";

  /** Larger pickles has no state dict, in bytes. */
  private static final int LONGEST = 64 << 20;

  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final long PROTOCOL = 1001;
  private static final Set<String> ENDINGS = Set.of("pt", "pth", "ckpt", "bin", "pkl", "tar");

  /** Makes the index of a model that is split into several of these files. */
  public static ShardIndex index() {
    return new ShardIndex("an index of PyTorch files", ".bin", TorchFile::shard);
  }

  private static ShardIndex.Shard shard(Path file) throws IOException {
    ReadNetwork read = new TorchFile().read(file, FileOptions.NONE);
    List<FileTensor> tensors = new ArrayList<>();
    for (InventoryLayer layer : read.inventory().orElseThrow().layers()) {
      for (StoredTensor tensor : layer.tensors()) {
        tensors.add(
            new FileTensor(
                layer.nameOf(tensor),
                tensor.type(),
                tensor.shape(),
                tensor.bytes(),
                tensor.tiedTo(),
                Optional.of(tensor.role())));
      }
    }
    return new ShardIndex.Shard(tensors, read.problems());
  }

  @Override
  public String title() {
    return "a PyTorch file";
  }

  @Override
  public boolean recognises(byte[] beginning, String name) {
    String text = new String(beginning, StandardCharsets.ISO_8859_1);
    boolean named = ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1));
    boolean zip = text.startsWith("PK\u0003\u0004") && (named || text.contains("/" + PICKLE));
    boolean pickle = text.startsWith("\u0080") && (named || isLegacy(beginning));
    return zip || pickle || (named && isTar(beginning));
  }

  /** A protocol, then the magic number of ten bytes. */
  private static boolean isLegacy(byte[] beginning) {
    return beginning.length > 14
        && (beginning[2] & 0xFF) == 0x8A
        && beginning[3] == 10
        && beginning[4] == 0x6C;
  }

  private static boolean isTar(byte[] beginning) {
    return new String(beginning, StandardCharsets.ISO_8859_1).startsWith("ustar", 257);
  }

  @Override
  public ReadNetwork read(Path file, FileOptions options) throws IOException {
    int first;
    try (ByteReader in = ByteReader.open(file)) {
      first = in.u8();
      if (first == 0x80) {
        return legacy(file);
      }
    }
    if (first != 'P') {
      throw UnreadableFileException.of(
          file,
          "is a tar archive, PyTorch's form before 2017: load it in PyTorch and save it again");
    }
    return zipped(file);
  }

  private ReadNetwork zipped(Path file) throws IOException {
    try (ZipArchive zip = ZipArchive.open(file)) {
      List<String> pickles =
          zip.names().stream()
              .filter(name -> name.equals(PICKLE) || name.endsWith("/" + PICKLE))
              .toList();
      if (pickles.size() != 1) {
        throw UnreadableFileException.of(
            file,
            pickles.isEmpty()
                ? "the archive holds no data.pkl: this is not a PyTorch file"
                : "the archive holds several: " + FirstNames.of(pickles));
      }
      String pickle = pickles.get(0);
      String folder = pickle.substring(0, pickle.length() - PICKLE.length());
      ReadNetwork read = pickled(zip, pickle, folder + "data/");
      boolean frozen =
          read.inventory().filter(all -> all.layers().isEmpty()).isPresent()
              && zip.has(folder + CONSTANTS);
      return frozen
          ? pickled(zip, folder + CONSTANTS, folder + "constants/")
              .with(
                  List.of("a frozen program keeps its weights as constants, without names"),
                  read.problems().stream().map(Problem::message).toList())
          : read;
    }
  }

  /** Reads one of an archive's pickles, whose storages stand under a name. */
  private ReadNetwork pickled(ZipArchive zip, String pickle, String data) throws IOException {
    ByteReader in = ByteReader.of(zip.read(pickle, LONGEST), zip.file(), pickle);
    KnownCalls calls = new KnownCalls(in);
    Object root = new Unpickler(in, calls, budget(in.size())).read();
    TorchObject object = new TorchObject(zip.file(), in, root, calls);
    return object.read(title(), zipProblems(zip, data, calls.storages()));
  }

  private static List<String> zipProblems(
      ZipArchive zip, String data, Map<String, TorchStorage> storages) {
    List<String> problems = new ArrayList<>();
    if (!zip.escaping().isEmpty()) {
      problems.add(
          "entries point out of the archive, and are not opened: " + FirstNames.of(zip.escaping()));
    }
    List<String> missing = new ArrayList<>();
    storages.forEach(
        (key, storage) -> {
          String name = data + key;
          long held = zip.size(name).orElse(-1L);
          if (held < 0) {
            missing.add(name);
          } else if (held < storage.bytes()) {
            problems.add(
                "%s holds %,d bytes, its tensors take %,d".formatted(name, held, storage.bytes()));
          }
        });
    if (!missing.isEmpty()) {
      problems.add("not in the archive: " + FirstNames.of(missing));
    }
    return problems;
  }

  /** Pickles one behind the other, then the storages with their lengths. */
  private ReadNetwork legacy(Path file) throws IOException {
    try (ByteReader in = ByteReader.open(file)) {
      KnownCalls calls = new KnownCalls(in);
      if (!MAGIC.equals(next(in, calls))) {
        throw in.error(0, "is a pickle, but none that torch.save wrote; it is not run");
      } else if (!Long.valueOf(PROTOCOL).equals(next(in, calls))) {
        throw in.error("is of an unknown version of PyTorch's old form");
      }
      next(in, calls);
      Object root = next(in, calls);
      TorchObject object = new TorchObject(file, in, root, calls);
      object.requireKnown();
      return object.read(title(), legacyProblems(in, next(in, calls), calls.storages()));
    }
  }

  private static Object next(ByteReader in, KnownCalls calls) throws IOException {
    return new Unpickler(in, calls, budget(in.size())).read();
  }

  private static List<String> legacyProblems(
      ByteReader in, Object keys, Map<String, TorchStorage> storages) throws IOException {
    List<String> problems = new ArrayList<>();
    if (!(keys instanceof Pickled.Items list)) {
      throw in.error("does not list its storages");
    }
    for (Object key : list.items()) {
      TorchStorage storage = storages.get(String.valueOf(key));
      if (storage == null) {
        throw in.error("lists a storage %s that no tensor has".formatted(key));
      } else if (in.remaining() < 8 + storage.bytes()) {
        problems.add("the file is incomplete: the values of storage %s are missing".formatted(key));
        break;
      }
      if (in.i64() != storage.length()) {
        throw in.error("the storage %s has another length than its tensors say".formatted(key));
      }
      in.skip(storage.bytes(), "a storage");
    }
    return problems;
  }

  /** The values that a pickle may make: enough for small ones, more for files that have more. */
  private static long budget(long bytes) {
    return 1_000_000 + bytes / 8;
  }
}
