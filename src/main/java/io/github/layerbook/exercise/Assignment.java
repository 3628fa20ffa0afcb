package io.github.layerbook.exercise;

import io.github.layerbook.network.Network;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Exercises for many: a sheet for each student, drawn from a seed of their own, the same again for
 * the same list.
 *
 * <p>A question's seed comes from a SHA-256 of the assignment's seed, the student and the
 * question's number: a student who joins later changes nobody else's sheet.
 *
 * @param roster the students
 * @param topics what is asked for, one after the other
 * @param level from 1 to 3, see {@link Exercise#drawn}
 * @param seed the seed of all
 * @param count how many questions a sheet has
 * @param points the points that a right answer earns
 */
public record Assignment(
    Roster roster, List<Topic> topics, int level, long seed, int count, long points) {
  private static final int MOST = 50;
  private static final int MOST_IN_ALL = 50_000;

  /** So often a question is drawn again that a sheet has already. */
  private static final int TRIES = 20;

  /**
   * One student's questions.
   *
   * @param student the student
   * @param questions the questions, in their order
   */
  public record Sheet(String student, List<Question> questions) {}

  /**
   * One question of a sheet.
   *
   * @param number its number on the sheet, from 1
   * @param seed the seed that draws its exercise, more than 0
   * @param salt what is hashed before its answer, hexadecimal
   * @param exercise the exercise
   */
  public record Question(int number, long seed, String salt, Exercise exercise) {
    /** Returns the name by which a notebook that draws the sheet in order knows it. */
    public String name() {
      return "exercise" + number;
    }
  }

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if there are no topics, or too many questions
   */
  public Assignment {
    topics = List.copyOf(topics);
    if (topics.isEmpty()) {
      throw new IllegalArgumentException("a sheet needs a topic");
    } else if (count < 1 || count > MOST) {
      throw new IllegalArgumentException(
          "a sheet of %d questions cannot be: give it 1 to %d".formatted(count, MOST));
    } else if ((long) count * roster.students().size() > MOST_IN_ALL) {
      throw new IllegalArgumentException(
          "%,d sheets of %d questions are more than %,d questions in all: split the list of students"
              .formatted(roster.students().size(), count, MOST_IN_ALL));
    }
  }

  /** Draws the sheets, in the order of the list. */
  public List<Sheet> sheets() {
    return roster.students().parallelStream().map(this::sheet).toList();
  }

  private Sheet sheet(String student) {
    List<Question> questions = new ArrayList<>();
    Set<String> before = new HashSet<>();
    for (int number = 1; number <= count; number++) {
      Topic topic = topics.get((number - 1) % topics.size());
      Question question = question(student, topic, number, 0);
      for (int i = 1; i < TRIES && !before.add(asked(question)); i++) {
        question = question(student, topic, number, i);
      }
      questions.add(question);
    }
    return new Sheet(student, questions);
  }

  private static String asked(Question question) {
    Network network = question.exercise().network();
    return question.exercise().question() + "\n" + network;
  }

  private Question question(String student, Topic topic, int number, int attempt) {
    ByteBuffer hash = hash(student, number, attempt);
    long drawn = (hash.getLong() >>> 24) + 1;
    String salt = "%016x".formatted(hash.getLong());
    return new Question(number, drawn, salt, Exercise.drawn(topic, level, drawn));
  }

  private ByteBuffer hash(String student, int number, int attempt) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      String text = seed + "\n" + number + "\n" + attempt + "\n" + student;
      return ByteBuffer.wrap(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
