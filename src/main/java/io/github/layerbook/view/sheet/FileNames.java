package io.github.layerbook.view.sheet;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names of files for names of people: letters and digits of any script, and hyphens for all else;
 * none is hidden, leads elsewhere or is reserved on Windows, and no two differ by case alone.
 */
final class FileNames {
  private static final Pattern OTHERS = Pattern.compile("[^\\p{L}\\p{M}\\p{Nd}_]+");
  private static final Pattern EDGES = Pattern.compile("^[-\\p{M}]+|-+$");
  private static final Pattern RESERVED =
      Pattern.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9]|conin|conout)", Pattern.CASE_INSENSITIVE);

  /** In characters: four bytes each stay below what file systems take. */
  private static final int LONGEST = 50;

  private FileNames() {}

  /** Returns a name for each, in their order, without an ending. */
  static List<String> of(List<String> people) {
    Set<String> taken = new HashSet<>();
    List<String> names = new ArrayList<>();
    for (String person : people) {
      String name = safe(person);
      String free = name;
      for (int i = 2; !taken.add(free.toLowerCase(Locale.ROOT)); i++) {
        free = name + "-" + i;
      }
      names.add(free);
    }
    return names;
  }

  private static String safe(String person) {
    String plain = Normalizer.normalize(person, Normalizer.Form.NFKC);
    String joined = EDGES.matcher(OTHERS.matcher(plain).replaceAll("-")).replaceAll("");
    int length = joined.codePointCount(0, joined.length());
    if (length > LONGEST) {
      joined = joined.substring(0, joined.offsetByCodePoints(0, LONGEST));
    }
    boolean unusable = joined.isEmpty() || RESERVED.matcher(joined).matches();
    return unusable ? ("student-" + joined).replaceAll("-$", "") : joined;
  }
}
