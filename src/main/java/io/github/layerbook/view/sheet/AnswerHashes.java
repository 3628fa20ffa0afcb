package io.github.layerbook.view.sheet;

import io.github.layerbook.exercise.Assignment.Question;
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
 * What a page needs to judge answers without knowing them: hashes of the question's salt, a colon
 * and the answer. They keep the answer from being read, not from being found by trying all numbers.
 */
final class AnswerHashes {
  /** Marks a shape without its extents of 1. */
  private static final String BARE = "~";

  private AnswerHashes() {}

  /** Returns what the page's script reads of a question. */
  static Map<String, Object> of(Question question) {
    Exercise exercise = question.exercise();
    boolean shape = exercise.topic() == Topic.SHAPE;
    Set<String> right = hashes(question, exercise.answer());
    Map<String, String> wrong = new LinkedHashMap<>();
    for (Mistake mistake : exercise.mistakes()) {
      hashes(question, mistake.answer())
          .forEach(hash -> wrong.putIfAbsent(hash, mistake.sentence()));
    }
    right.forEach(wrong::remove);
    return JsonTree.of(
        "salt", question.salt(),
        "axes", shape ? exercise.answer().size() : 0,
        "unit", exercise.topic().unit(),
        "right", List.copyOf(right),
        "wrong", wrong);
  }

  private static Set<String> hashes(Question question, List<Long> answer) {
    Set<String> hashes = new LinkedHashSet<>();
    Exercise.orders(answer).forEach(order -> hashes.add(hash(question, AnswerKey.written(order))));
    if (question.exercise().topic() == Topic.SHAPE) {
      hashes.add(hash(question, BARE + AnswerKey.written(Exercise.withoutOnes(answer))));
    }
    return hashes;
  }

  /** Returns the hash of an answer as it is written. */
  static String hash(Question question, String answer) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] text = (question.salt() + ":" + answer).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(digest.digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
