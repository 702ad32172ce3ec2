package io.nerine.quality;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.DatasetPart;
import io.nerine.schema.EntitySchema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All documents that are checked, of all parts, by words. */
final class Corpus {

  private final EntitySchema schema;
  private final QualityOptions options;
  private final List<String> types;
  private final Map<String, Integer> typeIndex = new HashMap<>();
  private final Vocabulary vocabulary;
  private final MentionTexts texts = new MentionTexts();
  private final List<CheckedDocument> documents = new ArrayList<>();

  Corpus(EntitySchema schema, QualityOptions options) {
    this.schema = schema;
    this.options = options;
    this.types = schema.typeNames();
    types.forEach(type -> typeIndex.put(type, typeIndex.size()));
    this.vocabulary = new Vocabulary(options.ignoreCase(), options.ignoreInflection());
  }

  void add(AnnotatedDocument document, DatasetPart part) {
    CheckedDocument checked =
        new CheckedDocument(
            documents.size(), document, part, vocabulary, type -> typeIndex.getOrDefault(type, -1));
    documents.add(checked);
    checked.mentions().forEach(texts::add);
  }

  EntitySchema schema() {
    return schema;
  }

  QualityOptions options() {
    return options;
  }

  double threshold(Threshold threshold) {
    return options.threshold(threshold);
  }

  /** {@return the names of the types, by index} */
  List<String> types() {
    return types;
  }

  /** {@return the name of a type} */
  String type(int index) {
    return types.get(index);
  }

  /** {@return the number of different words} */
  int words() {
    return vocabulary.size();
  }

  /** {@return the texts of the mentions} */
  MentionTexts texts() {
    return texts;
  }

  /** {@return the documents of all parts, in order} */
  List<CheckedDocument> documents() {
    return Collections.unmodifiableList(documents);
  }

  /** {@return the documents of a part, in order} */
  List<CheckedDocument> documents(DatasetPart part) {
    return documents.stream().filter(document -> document.part() == part).toList();
  }

  /** {@return the parts that have a document, train first} */
  List<DatasetPart> parts() {
    return documents.stream().map(CheckedDocument::part).distinct().sorted().toList();
  }
}
