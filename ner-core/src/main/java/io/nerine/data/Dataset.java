package io.nerine.data;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.DatasetPart;
import io.nerine.exception.DataFormatException;
import io.nerine.exception.SchemaMismatchException;
import io.nerine.format.DocumentFormat;
import io.nerine.format.Formats;
import io.nerine.format.JsonLines;
import io.nerine.format.ReadOptions;
import io.nerine.schema.EntitySchema;
import io.nerine.schema.EntityType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Tagged documents that keep to one schema. Immutable.
 *
 * <pre>{@code
 * Dataset data = Dataset.read(Path.of("tickets.jsonl"));
 * DatasetSplit split = data.split(SplitOptions.defaults());
 * }</pre>
 */
public final class Dataset {

  private final EntitySchema schema;
  private final List<AnnotatedDocument> documents;

  /** For documents that are known to keep to the schema. */
  private Dataset(EntitySchema schema, List<AnnotatedDocument> documents) {
    this.schema = schema;
    this.documents = List.copyOf(documents);
  }

  /**
   * Reads a file or directory of any format, strictly, and {@linkplain #inferSchema infers} the
   * schema from its tags, under the name of the file without its ending.
   *
   * @param file the file or directory. What could be JSON Lines as well as another format is read
   *     as JSON Lines.
   * @return the data set
   * @throws DataFormatException if the file cannot be read, its format is not known, it has errors
   *     or two documents of one id, or no document carries a tag
   */
  public static Dataset read(Path file) {
    return inferred(file, DatasetFiles.documents(file));
  }

  /**
   * Reads a file or directory of any format, strictly.
   *
   * @param file the file or directory. What could be JSON Lines as well as another format is read
   *     as JSON Lines.
   * @param schema the types that its tags may have
   * @return the data set
   * @throws DataFormatException if the file cannot be read, its format is not known, or it has
   *     errors or two documents of one id
   * @throws SchemaMismatchException if tags have types that the schema does not declare; see {@link
   *     #of}
   */
  public static Dataset read(Path file, EntitySchema schema) {
    Objects.requireNonNull(schema, "schema");
    return declared(file, DatasetFiles.documents(file), schema);
  }

  /**
   * Reads a file or directory and {@linkplain #inferSchema infers} the schema from its tags, under
   * the name of the file without its ending. What lenient reading leaves out is logged in one line;
   * {@link Formats#read(Path, DocumentFormat, ReadOptions)} and {@link #of} give the whole report.
   *
   * @param file the file or directory
   * @param format its format
   * @param options how to read
   * @return the data set
   * @throws DataFormatException if the file cannot be read, reading strictly it has errors, or no
   *     document carries a tag
   * @throws IllegalArgumentException if the format does not take one of the options
   */
  public static Dataset read(Path file, DocumentFormat format, ReadOptions options) {
    return inferred(file, DatasetFiles.documents(file, format, options));
  }

  /**
   * Reads a file or directory. What lenient reading leaves out is logged in one line; {@link
   * Formats#read(Path, DocumentFormat, ReadOptions)} and {@link #of} give the whole report.
   *
   * @param file the file or directory
   * @param format its format
   * @param options how to read
   * @param schema the types that its tags may have
   * @return the data set
   * @throws DataFormatException if the file cannot be read or, reading strictly, has errors
   * @throws SchemaMismatchException if tags have types that the schema does not declare; see {@link
   *     #of}
   * @throws IllegalArgumentException if the format does not take one of the options
   */
  public static Dataset read(
      Path file, DocumentFormat format, ReadOptions options, EntitySchema schema) {
    Objects.requireNonNull(schema, "schema");
    return declared(file, DatasetFiles.documents(file, format, options), schema);
  }

  private static Dataset inferred(Path file, List<AnnotatedDocument> documents) {
    String name = String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
    try {
      return new Dataset(inferSchema(name.isBlank() ? "inferred" : name, documents), documents);
    } catch (DataFormatException e) {
      throw new DataFormatException(file + ": " + e.getMessage(), e);
    }
  }

  private static Dataset declared(
      Path file, List<AnnotatedDocument> documents, EntitySchema schema) {
    try {
      return of(schema, documents);
    } catch (SchemaMismatchException e) {
      throw new SchemaMismatchException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Returns a data set of documents at hand.
   *
   * @param schema the types that tags may have
   * @param documents the documents, in order
   * @return the data set
   * @throws SchemaMismatchException if spans, rejected spans or reviewed types name types that the
   *     schema does not declare; the message lists each with how often and where first
   * @throws DataFormatException if an id occurs twice
   */
  public static Dataset of(EntitySchema schema, List<AnnotatedDocument> documents) {
    Objects.requireNonNull(schema, "schema");
    Set<String> ids = new HashSet<>();
    Map<String, Undeclared> undeclared = new TreeMap<>();
    for (AnnotatedDocument document : documents) {
      if (!ids.add(document.id())) {
        throw new DataFormatException(
            "Id '%s' occurs twice; give each document its own".formatted(document.id()));
      }
      for (String type : typesNamed(document)) {
        if (!schema.declares(type)) {
          undeclared.computeIfAbsent(type, key -> new Undeclared(document.id())).count++;
        }
      }
    }
    if (!undeclared.isEmpty()) {
      StringBuilder message = new StringBuilder();
      message.append(
          "Schema '%s' does not declare %d entity %s that the documents use:"
              .formatted(
                  schema.name(), undeclared.size(), undeclared.size() == 1 ? "type" : "types"));
      undeclared.forEach(
          (type, found) ->
              message.append(
                  "\n  '%s': %d %s, first in document '%s'"
                      .formatted(
                          type, found.count, found.count == 1 ? "time" : "times", found.first)));
      message
          .append("\ndeclared are ")
          .append(String.join(", ", schema.typeNames()))
          .append("; declare the types or correct the tags");
      throw new SchemaMismatchException(message.toString());
    }
    return new Dataset(schema, documents);
  }

  private static final class Undeclared {
    private final String first;
    private int count;

    Undeclared(String first) {
      this.first = first;
    }
  }

  /** All mentions of type names, with repetitions. */
  private static List<String> typesNamed(AnnotatedDocument document) {
    List<String> types = new ArrayList<>();
    document.spans().forEach(span -> types.add(span.type()));
    document.rejectedSpans().forEach(span -> types.add(span.type()));
    document.reviewedTypes().ifPresent(types::addAll);
    return types;
  }

  /**
   * Returns a schema of all types and languages that documents name.
   *
   * @param name the name of the schema
   * @param documents the documents
   * @return the schema, types and languages sorted by name
   * @throws DataFormatException if no document carries a tag, or the type of one cannot be the name
   *     of an entity type
   */
  public static EntitySchema inferSchema(String name, List<AnnotatedDocument> documents) {
    if (documents.stream().allMatch(document -> document.spans().isEmpty())) {
      throw new DataFormatException(
          "no entity type can be inferred, since none of %d documents carries a tag; tag mentions"
                  .formatted(documents.size())
              + " or give a schema");
    }
    Set<String> types = new TreeSet<>();
    Set<String> languages = new TreeSet<>();
    for (AnnotatedDocument document : documents) {
      types.addAll(typesNamed(document));
      document.language().filter(language -> !language.isBlank()).ifPresent(languages::add);
    }
    EntitySchema.Builder schema = EntitySchema.builder(name);
    languages.forEach(schema::language);
    try {
      types.forEach(type -> schema.type(EntityType.of(type)));
    } catch (IllegalArgumentException e) {
      throw new DataFormatException(e.getMessage() + "; correct the tags of this type", e);
    }
    return schema.build();
  }

  /** {@return the types that tags may have} */
  public EntitySchema schema() {
    return schema;
  }

  /** {@return the documents in order} */
  public List<AnnotatedDocument> documents() {
    return documents;
  }

  /** {@return the number of documents} */
  public int size() {
    return documents.size();
  }

  /**
   * Counts tags.
   *
   * @return the number of tags of each declared type, 0 included, in the order of the schema
   */
  public Map<String, Integer> mentions() {
    Map<String, Integer> mentions = new LinkedHashMap<>();
    schema.typeNames().forEach(type -> mentions.put(type, 0));
    for (AnnotatedDocument document : documents) {
      document.spans().forEach(span -> mentions.merge(span.type(), 1, Integer::sum));
    }
    return Collections.unmodifiableMap(mentions);
  }

  /**
   * Returns a fingerprint of the documents, to record what a model was trained on.
   *
   * @return the SHA-256, in hexadecimal, of the documents as {@link JsonLines} writes them
   */
  public String sha256() {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
    for (AnnotatedDocument document : documents) {
      digest.update(JsonLines.toLine(document).getBytes(StandardCharsets.UTF_8));
      digest.update((byte) '\n');
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * Splits the documents into what to train on, to choose by and to score. Each part gets its share
   * of the documents and of the mentions of every type, rare types first, by iterative
   * stratification (Sechidis, Tsoumakas and Vlahavas, ECML PKDD 2011) and exchange; how well it did
   * is told by {@link DatasetSplit#distance}. Documents with the same text go to the same part, and
   * so do {@link NearDuplicates} and the documents of one {@linkplain SplitOptions.Builder#groupBy
   * group}, so that nothing is scored on what was trained on. Each document is given the {@link
   * AnnotatedDocument#part()} that it went to, so that files that are written tell the split; the
   * documents of a part keep their order. The same documents, in the same order, and options give
   * the same split on every machine.
   *
   * <p>Where documents go where they say, near-duplicates that say different parts are torn apart
   * and listed in {@link DatasetSplit#conflicts()}.
   *
   * <p>The part to train on is never empty; dev and test are empty only if their share is 0, too
   * few groups of documents must stay together, or all documents go where they say.
   *
   * @param options shares, seed, what stays together and whether documents' own parts decide
   * @return the split
   * @throws DataFormatException if there is no document, all documents say that they are for dev or
   *     test, no document has the metadata to group by, or documents of one group say different
   *     parts and their own parts decide
   */
  public DatasetSplit split(SplitOptions options) {
    Objects.requireNonNull(options, "options");
    if (documents.isEmpty()) {
      throw new DataFormatException("A data set without documents cannot be split; add documents");
    }
    boolean marked = options.honourParts() == null ? partsDecide() : options.honourParts();
    double[] shares = {1 - options.dev() - options.test(), options.dev(), options.test()};
    Splitting splitting = new Splitting(documents, options);
    int[] partOf = marked ? splitting.dealMarked(shares) : splitting.deal(shares);
    List<List<AnnotatedDocument>> parts =
        List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < partOf.length; i++) {
      parts.get(partOf[i]).add(marked(documents.get(i), Splitting.PARTS.get(partOf[i])));
    }
    if (parts.get(0).isEmpty()) {
      throw new DataFormatException(
          "All %d documents say that they are for dev or test, so none is left to train on; give"
                  .formatted(size())
              + " some the split \"train\", or set honourParts(false)");
    }
    return new DatasetSplit(
        new Dataset(schema, parts.get(0)),
        new Dataset(schema, parts.get(1)),
        new Dataset(schema, parts.get(2)),
        marked ? splitting.conflicts() : List.of());
  }

  private boolean partsDecide() {
    return documents.stream().allMatch(document -> document.part().isPresent())
        && documents.stream().map(AnnotatedDocument::part).distinct().count() > 1;
  }

  private static AnnotatedDocument marked(AnnotatedDocument document, DatasetPart part) {
    return document.part().filter(part::equals).isPresent()
        ? document
        : document.toBuilder().part(part).build();
  }

  /**
   * Splits the documents for cross-validation with the defaults of {@link SplitOptions}, see {@link
   * #folds(int, SplitOptions)}.
   *
   * @param k the number of folds, at least 2
   * @param seed the seed of all chance
   * @return the folds
   * @throws IllegalArgumentException if {@code k} is less than 2 or more than there are different
   *     texts, near-duplicates counted once
   */
  public List<DatasetSplit> folds(int k, long seed) {
    return folds(k, SplitOptions.builder().seed(seed).build());
  }

  /**
   * Splits the documents for cross-validation: into {@code k} parts of about the same size, each of
   * which is test once while the others are train. Stratified, kept together and recorded as in
   * {@link #split}; what documents say they are meant for is not looked at, nor are shares, and dev
   * is empty: split a fold's train for one.
   *
   * @param k the number of folds, at least 2
   * @param options the seed and what stays together
   * @return the folds
   * @throws IllegalArgumentException if {@code k} is less than 2 or more than there are groups of
   *     documents that must stay together
   * @throws DataFormatException if no document has the metadata to group by
   */
  public List<DatasetSplit> folds(int k, SplitOptions options) {
    Objects.requireNonNull(options, "options");
    Splitting splitting = new Splitting(documents, options);
    if (k < 2 || k > splitting.size()) {
      throw new IllegalArgumentException(
          "k must be 2 to %d, the number of different %s, found %d"
              .formatted(
                  splitting.size(),
                  options.groupBy().isPresent() ? "groups of documents" : "texts",
                  k));
    }
    double[] shares = new double[k];
    Arrays.fill(shares, 1.0 / k);
    int[] foldOf = splitting.deal(shares);
    // All folds share two forms of each document.
    List<AnnotatedDocument> forTraining = markedAll(DatasetPart.TRAIN);
    List<AnnotatedDocument> forTest = markedAll(DatasetPart.TEST);
    Dataset none = new Dataset(schema, List.of());
    List<DatasetSplit> folds = new ArrayList<>();
    for (int fold = 0; fold < k; fold++) {
      List<AnnotatedDocument> train = new ArrayList<>();
      List<AnnotatedDocument> test = new ArrayList<>();
      for (int i = 0; i < foldOf.length; i++) {
        if (foldOf[i] == fold) {
          test.add(forTest.get(i));
        } else {
          train.add(forTraining.get(i));
        }
      }
      folds.add(new DatasetSplit(new Dataset(schema, train), none, new Dataset(schema, test)));
    }
    return List.copyOf(folds);
  }

  private List<AnnotatedDocument> markedAll(DatasetPart part) {
    return documents.stream().map(document -> marked(document, part)).toList();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Dataset that
        && schema.equals(that.schema)
        && documents.equals(that.documents);
  }

  @Override
  public int hashCode() {
    return Objects.hash(schema, documents);
  }

  @Override
  public String toString() {
    return "Dataset[%s, %d documents]".formatted(schema, size());
  }
}
