package io.github.layerbook.exchange.onnx.model;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What files of other kinds begin with, so that a file of the wrong kind is called what it is. */
final class Signatures {
  private static final Map<String, String> KNOWN = known();

  private Signatures() {}

  private static Map<String, String> known() {
    Map<String, String> known = new LinkedHashMap<>();
    known.put("PK\3\4", "a zip archive (PyTorch and Keras save such)");
    known.put("\u0089HDF", "an HDF5 file (Keras saves such)");
    known.put("GGUF", "a GGUF file");
    known.put("\u001f\u008b", "a gzip archive");
    known.put("\u0089PNG", "a PNG picture");
    known.put("%PDF", "a PDF document");
    known.put(
        "version https://git-lfs", "a pointer of Git LFS, not the file itself: run git lfs pull");
    known.put("<", "a text in XML or HTML");
    known.put("{", "a text in JSON");
    return known;
  }

  /** Returns what a file is by its first bytes; empty if they are of no other kind. */
  static String foreign(Bytes bytes) {
    for (Map.Entry<String, String> signature : KNOWN.entrySet()) {
      byte[] expected = signature.getKey().getBytes(StandardCharsets.ISO_8859_1);
      boolean same = expected.length <= bytes.size();
      for (int i = 0; same && i < expected.length; i++) {
        same = bytes.at(i) == (expected[i] & 0xff);
      }
      if (same) {
        return signature.getValue();
      }
    }
    return "";
  }
}
