package io.nerine.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.exception.ExtractorClosedException;
import io.nerine.exception.InferenceException;
import io.nerine.schema.EntitySchema;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What an extractor that implements three methods gets for nothing. */
class ExtractorTest {

  /** Finds the first word that begins with a capital; fails on a text with an exclamation mark. */
  private static final class Capitals implements Extractor {

    final AtomicInteger calls = new AtomicInteger();
    final AtomicBoolean closed = new AtomicBoolean();

    @Override
    public EntitySchema schema() {
      return EntitySchema.of("capitals", "Name");
    }

    @Override
    public Extraction extract(String text, ExtractionOptions options) {
      calls.incrementAndGet();
      if (closed.get()) {
        throw new ExtractorClosedException("capitals");
      }
      if (text.indexOf('!') >= 0) {
        throw new InferenceException("too loud");
      }
      Extraction.Builder extraction = Extraction.builder(text);
      for (int i = 0; i < text.length(); i++) {
        if (Character.isUpperCase(text.charAt(i))) {
          int end = text.indexOf(' ', i) < 0 ? text.length() : text.indexOf(' ', i);
          extraction.entity(new Entity(i, end, text.substring(i, end), "Name", 1, "capitals"));
          break;
        }
      }
      return extraction.build();
    }

    @Override
    public void close() {
      closed.set(true);
    }
  }

  @Test
  void oneBadTextDoesNotSinkABatch() {
    try (Capitals extractor = new Capitals()) {
      List<Extraction> extractions = extractor.extractAll(List.of("ask Anna", "Bob!", "see Kim"));
      assertThat(extractions).hasSize(3);
      assertThat(extractions.get(0).entities()).extracting(Entity::text).containsExactly("Anna");
      assertThat(extractions.get(1).failure()).containsInstanceOf(InferenceException.class);
      assertThat(extractions.get(2).entities()).extracting(Entity::text).containsExactly("Kim");
    }
  }

  @Test
  void aClosedExtractorFailsTheWholeBatch() {
    Capitals extractor = new Capitals();
    extractor.close();
    assertThatThrownBy(() -> extractor.extractAll(List.of("a", "b")))
        .isInstanceOf(ExtractorClosedException.class);
  }

  @Test
  void streamsAreDrawnAsTheyAreUsed() {
    try (Capitals extractor = new Capitals()) {
      List<String> found =
          extractor
              .extractStream(Stream.iterate(1, i -> i + 1).map(i -> "N" + i))
              .limit(3)
              .map(extraction -> extraction.entities().get(0).text())
              .toList();
      assertThat(found).containsExactly("N1", "N2", "N3");
      assertThat(extractor.calls.get()).isEqualTo(3);
    }
  }

  @Test
  void anAsynchronousCallCompletesOrFailsAsACallDoes() {
    try (Capitals extractor = new Capitals()) {
      assertThat(extractor.extractAsync("ask Anna").join().entities()).hasSize(1);
      assertThatThrownBy(() -> extractor.extractAsync("Bob!").join())
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(InferenceException.class);
    }
  }

  @Test
  void nullIsRefusedAtTheDoor() {
    try (Capitals extractor = new Capitals()) {
      assertThatThrownBy(() -> extractor.extractAsync(null))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("text");
      assertThatThrownBy(() -> extractor.extractAll(List.of(), null))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("options");
    }
  }
}
