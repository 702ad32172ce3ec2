package io.nerine.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import io.nerine.extract.Extractor;
import io.nerine.onnx.text.UnicodeTexts;
import io.nerine.text.Words;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Any text goes through a real model, and every entity is what stands at its offsets. */
class OffsetLawTests {

  private static Extractor extractor;

  @BeforeContainer
  static void load() {
    extractor = TinyModel.load();
  }

  @AfterContainer
  static void close() {
    extractor.close();
  }

  @Property(tries = 3000)
  void entityIsTheTextAtItsOffsets(@ForAll @From(supplier = UnicodeTexts.class) String text) {
    Extraction extraction = extractor.extract(text);
    assertThat(extraction.complete()).isTrue();
    Words words = Words.of(text);
    Set<Integer> starts = new HashSet<>();
    Set<Integer> ends = new HashSet<>();
    for (int i = 0; i < words.size(); i++) {
      starts.add(words.start(i));
      ends.add(words.end(i));
    }
    int before = 0;
    for (Entity entity : extraction.entities()) {
      assertThat(text.substring(entity.start(), entity.end())).isEqualTo(entity.text());
      assertThat(entity.start()).isGreaterThanOrEqualTo(before);
      assertThat(starts.contains(entity.start()) && ends.contains(entity.end()))
          .as("%s begins and ends where words do", entity)
          .isTrue();
      before = entity.end();
    }
  }

  @Property(tries = 150)
  void batchGivesWhatEachTextGivesAlone(
      @ForAll @From(supplier = UnicodeTexts.class) String one,
      @ForAll @From(supplier = UnicodeTexts.class) String two,
      @ForAll @From(supplier = UnicodeTexts.class) String three) {
    List<Extraction> together = extractor.extractAll(List.of(one, two, three));
    assertThat(together.get(0).entities()).isEqualTo(extractor.extract(one).entities());
    assertThat(together.get(1).entities()).isEqualTo(extractor.extract(two).entities());
    assertThat(together.get(2).entities()).isEqualTo(extractor.extract(three).entities());
  }
}
