package io.nerine.rules;

import io.nerine.exception.ExtractorClosedException;
import io.nerine.exception.NerException;
import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionOptions;
import io.nerine.extract.ExtractionWarning;
import io.nerine.extract.Extractor;
import io.nerine.schema.EntitySchema;
import io.nerine.schema.EntityType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Several extractors as one: each searches the text, and a {@link MergePolicy} says what counts
 * where their entities overlap. Thread-safe. Owns the extractors and closes them.
 *
 * <p>An entity keeps its type, confidence and {@linkplain Entity#source() source}. A text on which
 * one of the extractors fails fails. Where a text is cut off, what counts as searched is what each
 * of them searched; entities of those that went further may lie beyond.
 *
 * <pre>{@code
 * Extractor extractor =
 *     CompositeExtractor.of(MergePolicy.PRIORITY, DictionaryExtractor.of(schema), model);
 * }</pre>
 */
public final class CompositeExtractor implements Extractor {

  private final MergePolicy policy;
  private final List<Extractor> extractors;
  private final EntitySchema schema;
  private volatile boolean closed;

  private CompositeExtractor(MergePolicy policy, List<Extractor> extractors) {
    this.policy = Objects.requireNonNull(policy, "policy");
    this.extractors = List.copyOf(extractors);
    if (this.extractors.isEmpty()) {
      throw new IllegalArgumentException("A composite needs at least one extractor");
    }
    this.schema = schema(this.extractors);
  }

  /**
   * Returns a composite.
   *
   * @param policy what counts where entities overlap
   * @param extractors the extractors, the most trusted first; closed with the composite
   * @return the composite; its schema declares all their types
   * @throws IllegalArgumentException if there is none
   */
  public static CompositeExtractor of(MergePolicy policy, Extractor... extractors) {
    return new CompositeExtractor(policy, List.of(extractors));
  }

  /**
   * Returns a composite.
   *
   * @param policy what counts where entities overlap
   * @param extractors the extractors, the most trusted first; closed with the composite
   * @return the composite; its schema declares all their types
   * @throws IllegalArgumentException if there is none
   */
  public static CompositeExtractor of(MergePolicy policy, List<? extends Extractor> extractors) {
    return new CompositeExtractor(policy, List.copyOf(extractors));
  }

  private static EntitySchema schema(List<Extractor> extractors) {
    EntitySchema first = extractors.get(0).schema();
    Map<String, EntityType> types = new LinkedHashMap<>();
    Set<String> languages = new LinkedHashSet<>();
    for (Extractor extractor : extractors) {
      extractor.schema().types().forEach(type -> types.putIfAbsent(type.name(), type));
      languages.addAll(extractor.schema().languages());
    }
    EntitySchema.Builder schema =
        EntitySchema.builder(first.name())
            .version(first.version())
            .description(first.description());
    languages.forEach(schema::language);
    types.values().forEach(schema::type);
    return schema.build();
  }

  @Override
  public EntitySchema schema() {
    return schema;
  }

  @Override
  public Extraction extract(String text, ExtractionOptions options) {
    checkOpen();
    List<Extraction> parts = new ArrayList<>(extractors.size());
    for (Extractor extractor : extractors) {
      parts.add(extractor.extract(text, options));
    }
    return merged(text, parts);
  }

  @Override
  public List<Extraction> extractAll(List<String> texts, ExtractionOptions options) {
    checkOpen();
    List<List<Extraction>> byExtractor = new ArrayList<>(extractors.size());
    for (Extractor extractor : extractors) {
      byExtractor.add(extractor.extractAll(texts, options));
    }
    List<Extraction> merged = new ArrayList<>(texts.size());
    for (int i = 0; i < texts.size(); i++) {
      int text = i;
      merged.add(merged(texts.get(i), byExtractor.stream().map(parts -> parts.get(text)).toList()));
    }
    return merged;
  }

  private void checkOpen() {
    if (closed) {
      throw new ExtractorClosedException("The composite extractor is closed; make another");
    }
  }

  private Extraction merged(String text, List<Extraction> parts) {
    Set<ExtractionWarning> warnings = new LinkedHashSet<>();
    List<Entity> candidates = new ArrayList<>();
    int windows = 0;
    int tokens = 0;
    int covered = text.length();
    for (Extraction part : parts) {
      if (part.failure().isPresent()) {
        NerException failure = part.failure().get();
        return Extraction.failed(text, failure);
      }
      warnings.addAll(part.warnings());
      candidates.addAll(part.entities());
      windows += part.windows();
      tokens += part.tokens();
      covered = Math.min(covered, part.coveredCharacters());
    }
    Extraction.Builder merged =
        Extraction.builder(text).windows(windows).tokens(tokens).coveredCharacters(covered);
    warnings.forEach(warning -> merged.warning(warning.code(), warning.message()));
    return merged.entities(chosen(candidates)).build();
  }

  /** Takes candidates, best first, unless one that was taken excludes them. */
  private List<Entity> chosen(List<Entity> candidates) {
    candidates.sort(policy.order());
    List<Entity> chosen = new ArrayList<>();
    Map<String, NavigableMap<Integer, Entity>> takenByType = new LinkedHashMap<>();
    for (Entity candidate : candidates) {
      String room = policy == MergePolicy.UNION ? candidate.type() : "";
      NavigableMap<Integer, Entity> taken =
          takenByType.computeIfAbsent(room, type -> new TreeMap<>());
      Map.Entry<Integer, Entity> before = taken.lowerEntry(candidate.end());
      if (before == null || before.getValue().end() <= candidate.start()) {
        taken.put(candidate.start(), candidate);
        chosen.add(candidate);
      }
    }
    return chosen;
  }

  /** Closes all extractors, even if closing one fails. */
  @Override
  public void close() {
    closed = true;
    RuntimeException failure = null;
    for (Extractor extractor : extractors) {
      try {
        extractor.close();
      } catch (RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
