package io.nerine.improve;

import io.nerine.exception.InferenceException;
import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionOptions;
import io.nerine.extract.Extractor;
import io.nerine.schema.EntitySchema;
import io.nerine.text.Words;

/**
 * Takes each word with a capital letter for an entity, with a confidence that the word alone
 * decides: {@code Axx17} is a Part, with confidence 0.17. It fails on texts with {@code poison}.
 */
final class GuessingExtractor implements Extractor {

  static final EntitySchema SCHEMA = EntitySchema.of("guesses", "Part", "Place", "Person");

  private final boolean sure;

  GuessingExtractor(boolean sure) {
    this.sure = sure;
  }

  @Override
  public EntitySchema schema() {
    return SCHEMA;
  }

  @Override
  public Extraction extract(String text, ExtractionOptions options) {
    if (text.contains("poison")) {
      throw new InferenceException("poisoned");
    }
    Extraction.Builder extraction = Extraction.builder(text);
    Words words = Words.of(text);
    for (int i = 0; i < words.size(); i++) {
      String word = text.substring(words.start(i), words.end(i));
      if (word.matches("[ABC][a-z]+[0-9]{2}")) {
        extraction.entity(
            new Entity(
                words.start(i),
                words.end(i),
                word,
                SCHEMA.typeNames().get(word.charAt(0) - 'A'),
                sure ? 1 : Integer.parseInt(word.substring(word.length() - 2)) / 100.0,
                "guess"));
      }
    }
    return extraction.build();
  }

  @Override
  public void close() {
    // It holds nothing.
  }
}
