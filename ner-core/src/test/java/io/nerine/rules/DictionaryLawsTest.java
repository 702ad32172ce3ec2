package io.nerine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import io.nerine.schema.EntitySchema;
import io.nerine.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class DictionaryLawsTest {

  private static final EntitySchema SCHEMA = EntitySchema.of("s", "T");

  @Provide
  Arbitrary<String> mentions() {
    return Arbitraries.of("a", "B", "ab", "c", "-")
        .list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .map(words -> String.join(" ", words));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of("a", "A", "b", "ab", "AB", "c", "-", "x", "\u00E9", "\uD83D\uDE00")
        .list()
        .ofMaxSize(30)
        .map(words -> String.join(" ", words));
  }

  /** Leftmost-longest by trying every mention at every word. */
  private static List<String> bySearch(Set<String> mentions, String text) {
    List<String> words = new ArrayList<>();
    for (String word : text.split(" ", -1)) {
      words.add(word.toLowerCase(Locale.ROOT));
    }
    List<String> found = new ArrayList<>();
    for (int i = 0; i < words.size(); ) {
      int longest = 0;
      for (String mention : mentions) {
        List<String> entry = List.of(mention.toLowerCase(Locale.ROOT).split(" ", -1));
        boolean here =
            i + entry.size() <= words.size() && words.subList(i, i + entry.size()).equals(entry);
        longest = here ? Math.max(longest, entry.size()) : longest;
      }
      if (longest > 0) {
        found.add(String.join(" ", words.subList(i, i + longest)));
      }
      i += Math.max(1, longest);
    }
    return found;
  }

  @Property(tries = 500)
  void findsWhatTryingEveryMentionEverywhereFinds(
      @ForAll @Size(min = 1, max = 6) Set<@From("mentions") String> mentions,
      @ForAll("texts") String text) {
    DictionaryExtractor extractor =
        DictionaryExtractor.builder(SCHEMA).entries("T", mentions).build();
    assertThat(
            extractor.extract(text).entities().stream()
                .map(entity -> entity.text().toLowerCase(Locale.ROOT)))
        .isEqualTo(bySearch(mentions, text));
    DictionaryExtractor fuzzy =
        DictionaryExtractor.builder(SCHEMA).entries("T", mentions).fuzzy().build();
    // No word is long enough to be misspelt.
    assertThat(fuzzy.extract(text).entities()).isEqualTo(extractor.extract(text).entities());
  }

  @Property(tries = 500)
  void offsetsFitAnyText(@ForAll String text, @ForAll @Size(min = 1, max = 4) List<String> parts) {
    DictionaryExtractor.Builder builder = DictionaryExtractor.builder(SCHEMA).entry("T", "x");
    parts.stream()
        .filter(part -> Words.of(part.strip()).size() > 0)
        .forEach(part -> builder.entry("T", part));
    String around = text + parts.get(0) + " " + text;
    Extraction extraction = builder.fuzzy().build().extract(around);
    int end = 0;
    for (Entity entity : extraction.entities()) {
      assertThat(around.substring(entity.start(), entity.end())).isEqualTo(entity.text());
      assertThat(entity.start()).isGreaterThanOrEqualTo(end);
      end = entity.end();
    }
    assertThat(extraction.complete()).isTrue();
  }
}
