package io.nerine.improve;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.extract.Extraction;
import io.nerine.extract.Extractor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Chooses the documents whose tagging teaches a model the most (active learning). Immutable,
 * thread-safe.
 *
 * <p>About half of the documents are those whose entities the model is least sure of (uncertainty
 * sampling, normalised by the number of entities), a sixth those in which it suspects a type that
 * has few tags, a sixth are drawn at random, and the rest are unlike the tagged documents and each
 * other (diversity sampling). A share that cannot be filled goes to the last. No document is chosen
 * that is a {@linkplain io.nerine.data.NearDuplicates near-duplicate} of another or of a tagged
 * one, so there may be fewer than wanted.
 *
 * <p>Each document is searched once, in the order of the stream, and memory is bounded however many
 * there are: documents are compared with each other among the best by each reason and a random
 * sample of a few thousand. The same seed chooses the same documents, in whatever order they come.
 *
 * <pre>{@code
 * TaggingSelection next =
 *     ActiveLearning.builder().count(20).tagged(dataset.documents()).build()
 *         .choose(extractor, documents.stream());
 * for (TaggingSuggestion suggestion : next.suggestions()) {
 *   System.out.println(suggestion.document().id() + ": " + suggestion.explanation());
 * }
 * }</pre>
 */
public final class ActiveLearning {

  /** How many documents are chosen unless told otherwise. */
  public static final int DEFAULT_COUNT = 30;

  /** The length in UTF-16 units above which a document is too long to be chosen. */
  public static final int MAX_CHARACTERS = 1_000_000;

  /** A type of as many tags or more is not rare. */
  public static final int RARE_BELOW = 50;

  /** How many documents the extractor gets at once, and how many UTF-16 units. */
  private static final int CHUNK_DOCUMENTS = 128;

  private static final int CHUNK_CHARACTERS = 1 << 20;

  private static final int LEAST_SAMPLE = 2_000;

  private final int count;
  private final long seed;
  private final List<AnnotatedDocument> tagged;

  private ActiveLearning(Builder builder) {
    this.count = builder.count;
    this.seed = builder.seed;
    this.tagged = List.copyOf(builder.tagged);
  }

  /** {@return a builder that holds the defaults} */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Chooses the documents to tag next.
   *
   * @param extractor the model as it is now; one that gives no confidences, such as a dictionary,
   *     leaves nothing to uncertainty
   * @param documents the documents to choose from; tags that they carry are replaced by what the
   *     extractor finds. Read once and not closed
   * @return what was chosen; a document that the extractor fails on is counted there
   * @throws io.nerine.exception.ExtractionCancelledException if the thread is interrupted
   * @throws io.nerine.exception.ExtractorClosedException if the extractor is closed
   */
  public TaggingSelection choose(Extractor extractor, Stream<AnnotatedDocument> documents) {
    Objects.requireNonNull(documents, "documents");
    Search search = new Search(Objects.requireNonNull(extractor, "extractor"));
    List<AnnotatedDocument> chunk = new ArrayList<>();
    int characters = 0;
    for (Iterator<AnnotatedDocument> each = documents.iterator(); each.hasNext(); ) {
      AnnotatedDocument document = each.next();
      if (search.isCandidate(document)) {
        chunk.add(document);
        characters += document.text().length();
      }
      if (chunk.size() >= CHUNK_DOCUMENTS || characters >= CHUNK_CHARACTERS) {
        search.add(chunk);
        chunk.clear();
        characters = 0;
      }
    }
    search.add(chunk);
    return search.selection();
  }

  /** One look at all documents. */
  private final class Search {

    private final Extractor extractor;
    private final Set<String> taggedTexts = new HashSet<>();
    private final CandidatePool uncertain;
    private final CandidatePool sample;
    private final Map<String, RareType> rareTypes = new LinkedHashMap<>();
    private long documents;
    private long alreadyTagged;
    private long tooLong;
    private long failed;
    private Optional<String> firstFailure = Optional.empty();

    Search(Extractor extractor) {
      this.extractor = extractor;
      this.uncertain = new CandidatePool(64 + 8 * count, Candidate::uncertainty);
      this.sample = new CandidatePool(Math.max(LEAST_SAMPLE, 4 * count), candidate -> 1);
      Map<String, Integer> mentions = new HashMap<>();
      for (AnnotatedDocument document : tagged) {
        taggedTexts.add(document.text());
        for (EntitySpan span : document.spans()) {
          mentions.merge(span.type(), 1, Integer::sum);
        }
      }
      // Without tagged documents nobody knows what is rare.
      for (String type : tagged.isEmpty() ? List.<String>of() : extractor.schema().typeNames()) {
        int tags = mentions.getOrDefault(type, 0);
        if (tags < RARE_BELOW) {
          rareTypes.put(type, new RareType(type, tags, 32 + 2 * count));
        }
      }
    }

    boolean isCandidate(AnnotatedDocument document) {
      documents++;
      if (taggedTexts.contains(document.text())) {
        alreadyTagged++;
        return false;
      }
      if (document.text().length() > MAX_CHARACTERS) {
        tooLong++;
        return false;
      }
      return true;
    }

    void add(List<AnnotatedDocument> chunk) {
      if (chunk.isEmpty()) {
        return;
      }
      List<Extraction> extractions =
          extractor.extractAll(chunk.stream().map(AnnotatedDocument::text).toList());
      for (int i = 0; i < chunk.size(); i++) {
        AnnotatedDocument document = chunk.get(i);
        Extraction extraction = extractions.get(i);
        if (extraction.failure().isPresent()) {
          failed++;
          if (firstFailure.isEmpty()) {
            firstFailure =
                Optional.of(
                    "Document '%s': %s"
                        .formatted(document.id(), extraction.failure().get().getMessage()));
          }
          continue;
        }
        Candidate candidate = Candidate.of(document, extraction, seed);
        uncertain.offer(candidate);
        sample.offer(candidate);
        rareTypes.values().forEach(type -> type.pool().offer(candidate));
      }
    }

    TaggingSelection selection() {
      return new TaggingSelection(
          new BatchSelection(
                  count, seed, tagged, uncertain, List.copyOf(rareTypes.values()), sample)
              .suggestions(),
          documents,
          alreadyTagged,
          tooLong,
          failed,
          firstFailure);
    }
  }

  /** Builds an {@link ActiveLearning}. Not thread-safe. */
  public static final class Builder {

    private int count = DEFAULT_COUNT;
    private long seed = 42;
    private List<AnnotatedDocument> tagged = List.of();

    private Builder() {}

    /**
     * Sets how many documents to choose; {@value ActiveLearning#DEFAULT_COUNT} by default. A batch
     * should be as much as is tagged before the model is trained again.
     *
     * @param count 1 to 1,000
     * @return this builder
     * @throws IllegalArgumentException if out of range
     */
    public Builder count(int count) {
      if (count < 1 || count > 1_000) {
        throw new IllegalArgumentException("count must be 1 to 1000, found " + count);
      }
      this.count = count;
      return this;
    }

    /**
     * Sets the seed of what is drawn by lot; 42 by default.
     *
     * @param seed any number
     * @return this builder
     */
    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    /**
     * Sets the documents that are tagged already. They tell which types are rare and what is not
     * worth tagging again; without them no type counts as rare.
     *
     * @param tagged the documents
     * @return this builder
     */
    public Builder tagged(Collection<AnnotatedDocument> tagged) {
      this.tagged = List.copyOf(tagged);
      return this;
    }

    /** {@return the chooser} */
    public ActiveLearning build() {
      return new ActiveLearning(this);
    }
  }
}
