package io.github.layerbook.view.exercise;

import io.github.layerbook.exercise.Exercise;
import io.github.layerbook.exercise.Mistake;
import io.github.layerbook.exercise.Topic;
import io.github.layerbook.view.display.JsonTree;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a page needs to judge answers without knowing them: hashes of the exercise's salt, a colon
 * and the answer. They keep the answer from being read, not from being found by trying all numbers.
 */
public final class AnswerHashes {
  /** Marks a shape without its extents of 1. */
  private static final String BARE = "~";

  private AnswerHashes() {}

  /** Returns the script that reads an answer and judges it by such hashes. */
  public static String script() {
    return Scripts.read("answers.js");
  }

  /**
   * Returns what that script reads of an exercise.
   *
   * @param salt what is hashed before an answer, hexadecimal
   */
  public static Map<String, Object> of(Exercise exercise, String salt) {
    boolean shape = exercise.topic() == Topic.SHAPE;
    Set<String> right = hashes(exercise, salt, exercise.answer());
    Map<String, String> wrong = new LinkedHashMap<>();
    for (Mistake mistake : exercise.mistakes()) {
      hashes(exercise, salt, mistake.answer())
          .forEach(hash -> wrong.putIfAbsent(hash, mistake.sentence()));
    }
    right.forEach(wrong::remove);
    return JsonTree.of(
        "salt",
        salt,
        "axes",
        shape ? exercise.answer().size() : 0,
        "unit",
        exercise.topic().unit(),
        "right",
        List.copyOf(right),
        "wrong",
        wrong);
  }

  private static Set<String> hashes(Exercise exercise, String salt, List<Long> answer) {
    Set<String> hashes = new LinkedHashSet<>();
    Exercise.orders(answer).forEach(order -> hashes.add(hash(salt, WrittenAnswer.of(order))));
    if (exercise.topic() == Topic.SHAPE) {
      hashes.add(hash(salt, BARE + WrittenAnswer.of(Exercise.withoutOnes(answer))));
    }
    return hashes;
  }

  /** Returns the hash of an answer as it is written, its first 64 bits. */
  public static String hash(String salt, String answer) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] text = (salt + ":" + answer).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(digest.digest(text), 0, Long.BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
