package io.nerine.samples.benchmarks;

import io.nerine.extract.Extraction;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** An entity as any library can tell of it: the number of its sentence, its type and its text. */
record Mention(int sentence, String type, String text) {

  /** Lower case and without blanks: libraries that have no offsets give the text of tokens. */
  static Mention of(int sentence, String type, String text) {
    return new Mention(sentence, type, text.toLowerCase(Locale.ROOT).replaceAll("\\s", ""));
  }

  static Set<Mention> of(List<Extraction> extractions) {
    Set<Mention> mentions = new LinkedHashSet<>();
    for (int i = 0; i < extractions.size(); i++) {
      int sentence = i;
      extractions
          .get(i)
          .entities()
          .forEach(entity -> mentions.add(of(sentence, entity.type(), entity.text())));
    }
    return mentions;
  }

  /** {@return the F1 of what one library found, as if what the other found were the truth} */
  static double agreement(Set<Mention> found, Set<Mention> other) {
    long both = found.stream().filter(other::contains).count();
    return found.isEmpty() && other.isEmpty() ? 1 : 2.0 * both / (found.size() + other.size());
  }
}
