package io.nerine.rules;

import io.nerine.exception.DataFormatException;
import io.nerine.exception.ExtractorClosedException;
import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionOptions;
import io.nerine.extract.Extractor;
import io.nerine.internal.FileReplacement;
import io.nerine.internal.Utf8Lines;
import io.nerine.schema.EntitySchema;
import io.nerine.schema.EntityType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds the mentions of a dictionary, of any size: searching takes time linear in the text, however
 * many entries there are. Thread-safe; owns no native memory.
 *
 * <p>By default case, white space between words, composed or decomposed characters and invisible
 * characters make no difference, a mention begins and ends at word edges ({@link
 * io.nerine.text.Words}), and from each place the longest mention counts; one that is an entry of
 * several types is found as each of them. Offsets are those of the text as it is.
 *
 * <pre>{@code
 * try (Extractor sites =
 *     DictionaryExtractor.builder(EntitySchema.of("tickets", "Site"))
 *         .entry("Site", "Riga Harbour")
 *         .build()) {
 *   sites.extract("Pump moved to RIGA  harbour.").entities(); // Site 14..27
 * }
 * }</pre>
 */
public final class DictionaryExtractor implements Extractor {

  private final EntitySchema schema;
  private final List<String> types;
  private final DictionaryIndex index;
  private final boolean overlapping;
  private final double confidence;
  private final String source;
  private volatile boolean closed;

  private DictionaryExtractor(Builder builder) {
    this.schema = builder.schema;
    this.types = schema.typeNames();
    this.overlapping = builder.overlapping;
    this.confidence = builder.confidence;
    this.source = builder.source;
    this.index =
        new DictionaryIndex(builder.insideWords, builder.caseSensitive, builder.ignoreAccents);
    for (Entry entry : builder.entries) {
      boolean added =
          index.add(types.indexOf(entry.type), entry.mention, entry.asWritten, entry.id);
      if (!added) {
        throw new IllegalArgumentException(
            "The entry '%s' of type '%s' holds no word; remove it"
                .formatted(entry.mention, entry.type));
      }
    }
    index.freeze(builder.fuzzy);
  }

  /**
   * Returns an extractor of the {@linkplain EntityType#dictionary() known mentions} that a schema
   * declares.
   *
   * @param schema the schema
   * @return the extractor
   * @throws IllegalArgumentException if no type declares any
   */
  public static DictionaryExtractor of(EntitySchema schema) {
    Builder builder = builder(schema);
    for (EntityType type : schema.types()) {
      builder.entries(type.name(), type.dictionary());
    }
    return builder.build();
  }

  /**
   * Returns a builder for an extractor.
   *
   * @param schema the types that entries may have
   * @return the builder
   */
  public static Builder builder(EntitySchema schema) {
    return new Builder(schema);
  }

  /** {@return the number of entries, each mention once a type} */
  public int size() {
    return index.size();
  }

  @Override
  public EntitySchema schema() {
    return schema;
  }

  @Override
  public Extraction extract(String text, ExtractionOptions options) {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(options, "options");
    if (closed) {
      throw new ExtractorClosedException("The dictionary extractor is closed; make another");
    }
    Extraction.Builder extraction = Extraction.builder(text);
    index.search(
        text,
        overlapping,
        (start, end, entry, agreement) -> {
          String type = types.get(index.type(entry));
          double sure = confidence * agreement;
          if (sure >= options.minConfidence(type)) {
            String by = index.id(entry).map(id -> source + "/" + id).orElse(source);
            extraction.entity(new Entity(start, end, text.substring(start, end), type, sure, by));
          }
        });
    return extraction.build();
  }

  @Override
  public void close() {
    closed = true;
  }

  private record Entry(String type, String mention, boolean asWritten, @Nullable String id) {}

  /** Builds a {@link DictionaryExtractor}. Not thread-safe. */
  public static final class Builder {

    private final EntitySchema schema;
    private final List<Entry> entries = new ArrayList<>();
    private boolean caseSensitive;
    private boolean ignoreAccents;
    private boolean insideWords;
    private boolean fuzzy;
    private boolean overlapping;
    private double confidence = 1;
    private String source = "dictionary";

    private Builder(EntitySchema schema) {
      this.schema = Objects.requireNonNull(schema, "schema");
    }

    /**
     * Adds a mention.
     *
     * @param type the name of its type
     * @param mention the mention; white space around it is of no account
     * @return this builder
     * @throws IllegalArgumentException if the schema does not declare the type
     */
    public Builder entry(String type, String mention) {
      add(type, mention, false, null);
      return this;
    }

    /**
     * Adds mentions of one type.
     *
     * @param type the name of the type
     * @param mentions the mentions
     * @return this builder
     * @throws IllegalArgumentException if the schema does not declare the type
     */
    public Builder entries(String type, Iterable<String> mentions) {
      mentions.forEach(mention -> entry(type, mention));
      return this;
    }

    /**
     * Adds mentions of one type from a file in UTF-8, one a line. Blank lines are skipped.
     *
     * @param type the name of the type
     * @param file the file
     * @return this builder
     * @throws IllegalArgumentException if the schema does not declare the type
     * @throws DataFormatException if the file cannot be read
     */
    public Builder entries(String type, Path file) {
      checkDeclared(type);
      try (Utf8Lines lines = new Utf8Lines(Files.newInputStream(file), Utf8Lines.MAX_LINE_BYTES)) {
        while (lines.next()) {
          String mention = lines.text();
          if (!mention.isBlank()) {
            entry(type, mention);
          }
        }
      } catch (IOException e) {
        throw new DataFormatException(
            "Cannot read '%s': %s".formatted(file, FileReplacement.describe(e)), e);
      } catch (Utf8Lines.NotUtf8Exception e) {
        throw new DataFormatException("%s: %s".formatted(file, e.problem()), e);
      }
      return this;
    }

    /**
     * Adds the patterns of a file as spaCy's entity ruler reads it: JSON Lines of {@code label},
     * {@code pattern} and, optionally, {@code id}, which becomes part of {@link Entity#source()}. A
     * pattern is a phrase, which must stand in the text as it is written, or a list of tokens that
     * are each given by {@code LOWER}, {@code TEXT} or {@code ORTH}.
     *
     * @param file the file
     * @return this builder
     * @throws DataFormatException if the file cannot be read, a label is not declared, or a pattern
     *     asks for more than that; the message lists file, line and what was found
     */
    public Builder entityRuler(Path file) {
      EntityRulerFile.read(
          file,
          (place, label, phrase, asWritten, id) -> {
            if (!schema.declares(label)) {
              return "label '%s' is not declared; declared are %s"
                  .formatted(label, String.join(", ", schema.typeNames()));
            }
            add(label, phrase, asWritten, id);
            return "";
          });
      return this;
    }

    private void add(String type, String mention, boolean asWritten, @Nullable String id) {
      checkDeclared(type);
      Objects.requireNonNull(mention, "mention");
      entries.add(new Entry(type, mention, asWritten, id));
    }

    private void checkDeclared(String type) {
      if (!schema.declares(type)) {
        throw new IllegalArgumentException(
            "Schema '%s' does not declare type '%s'; declared are %s"
                .formatted(schema.name(), type, String.join(", ", schema.typeNames())));
      }
    }

    /**
     * Tells words that differ in case apart.
     *
     * @return this builder
     */
    public Builder caseSensitive() {
      this.caseSensitive = true;
      return this;
    }

    /**
     * Takes letters with and without accents as equal, in text and entries.
     *
     * @return this builder
     */
    public Builder ignoreAccents() {
      this.ignoreAccents = true;
      return this;
    }

    /**
     * Finds mentions within words too, for languages that do not put spaces between words. White
     * space then counts, a run of it as one space.
     *
     * @return this builder
     */
    public Builder insideWords() {
      this.insideWords = true;
      return this;
    }

    /**
     * Finds misspelt mentions: in each word of five letters or more one may be missing, added,
     * replaced or swapped with its neighbour. Confidence is then the share of letters that agree.
     * Needs several hundred bytes for each different word of the dictionary.
     *
     * @return this builder
     */
    public Builder fuzzy() {
      this.fuzzy = true;
      return this;
    }

    /**
     * Finds mentions that begin within others as well; by default the search goes on behind each.
     *
     * @return this builder
     */
    public Builder overlapping() {
      this.overlapping = true;
      return this;
    }

    /**
     * Sets the confidence of what is found as it is in the dictionary; 1 by default.
     *
     * @param confidence 0 to 1
     * @return this builder
     * @throws IllegalArgumentException if the value lies outside 0 to 1
     */
    public Builder confidence(double confidence) {
      this.confidence = RuleConfidence.checked(confidence);
      return this;
    }

    /**
     * Sets the name by which entities say what found them; {@code dictionary} by default.
     *
     * @param source the name
     * @return this builder
     */
    public Builder source(String source) {
      this.source = Objects.requireNonNull(source, "source");
      return this;
    }

    /**
     * Builds the extractor; a million entries take seconds.
     *
     * @return the extractor
     * @throws IllegalArgumentException if there is no entry, or one holds no word
     */
    public DictionaryExtractor build() {
      if (entries.isEmpty()) {
        throw new IllegalArgumentException(
            "The dictionary of schema '%s' has no entry; add mentions".formatted(schema.name()));
      }
      return new DictionaryExtractor(this);
    }
  }
}
