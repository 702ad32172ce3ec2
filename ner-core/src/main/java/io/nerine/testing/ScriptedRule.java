package io.nerine.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which texts a scripted extractor answers in one way, and the answers one call after another. */
final class ScriptedRule {

  private final Predicate<String> texts;
  private final @Nullable String text;
  private final List<ScriptedAnswer> answers;
  private final AtomicInteger given = new AtomicInteger();

  /**
   * Creates a rule with one answer, which finds nothing.
   *
   * @param texts the texts that it answers
   * @param text the only text that it answers, or {@code null} if there are others
   */
  ScriptedRule(Predicate<String> texts, @Nullable String text) {
    this(texts, text, List.of(new ScriptedAnswer()));
  }

  private ScriptedRule(
      Predicate<String> texts, @Nullable String text, List<ScriptedAnswer> answers) {
    this.texts = texts;
    this.text = text;
    this.answers = new ArrayList<>(answers);
  }

  /** {@return the same rule, which later changes of this one do not reach} */
  ScriptedRule copy() {
    return new ScriptedRule(texts, text, answers.stream().map(ScriptedAnswer::copy).toList());
  }

  @Nullable String text() {
    return text;
  }

  boolean fits(String candidate) {
    return texts.test(candidate);
  }

  /** {@return the answer that is being written} */
  ScriptedAnswer answer() {
    return answers.get(answers.size() - 1);
  }

  void then() {
    answers.add(new ScriptedAnswer());
  }

  /** {@return the answer for this call} */
  ScriptedAnswer nextAnswer() {
    int last = answers.size() - 1;
    return answers.get(given.getAndUpdate(calls -> Math.min(calls + 1, last)));
  }
}
