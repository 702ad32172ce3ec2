package io.nerine.training;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.onnx.decode.TagDecoder;
import io.nerine.onnx.decode.TagSet;
import io.nerine.onnx.decode.TaggedSpan;
import io.nerine.onnx.text.EncodedText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells how probable a network holds the tags of documents, whether or not it finds them. */
final class GoldProbabilities {

  private final TagDecoder decoder;
  private final Map<String, Integer> types = new HashMap<>();

  GoldProbabilities(TagSet tagSet) {
    this.decoder = new TagDecoder(tagSet);
    for (String type : tagSet.typeNames()) {
      types.put(type, types.size());
    }
  }

  /**
   * Returns a document with the probability of each tag as its confidence. A tag that cuts words
   * has that of the whole words; one that covers none has no confidence.
   *
   * @param document the document
   * @param logits {@code [words * tags]} what the network gives for it
   */
  AnnotatedDocument of(EncodedDocument document, float[] logits) {
    List<EntitySpan> tags = document.document().spans();
    List<Optional<TaggedSpan>> words = words(document.text(), tags);
    double[] probabilities =
        decoder.confidences(logits, words.stream().flatMap(Optional::stream).toList());
    AnnotatedDocument.Builder judged = document.document().toBuilder().clearSpans();
    int next = 0;
    for (int i = 0; i < tags.size(); i++) {
      judged.span(with(tags.get(i), words.get(i).isPresent() ? probabilities[next++] : Double.NaN));
    }
    return judged.build();
  }

  /** {@return the words of each tag, if any; tags are in text order and may overlap} */
  private List<Optional<TaggedSpan>> words(EncodedText text, List<EntitySpan> tags) {
    List<Optional<TaggedSpan>> words = new ArrayList<>();
    int first = 0;
    for (EntitySpan tag : tags) {
      while (first < text.size() && text.end(first) <= tag.start()) {
        first++;
      }
      int end = first;
      while (end < text.size() && text.start(end) < tag.end()) {
        end++;
      }
      Integer type = types.get(tag.type());
      words.add(
          end == first || type == null
              ? Optional.empty()
              : Optional.of(new TaggedSpan(first, end, type, 0)));
    }
    return words;
  }

  private static EntitySpan with(EntitySpan tag, double probability) {
    Map<String, String> attributes = new HashMap<>(tag.attributes());
    // What a tagging tool left there was of another model.
    attributes.remove(EntitySpan.CONFIDENCE);
    if (!Double.isNaN(probability)) {
      attributes.put(EntitySpan.CONFIDENCE, Double.toString(probability));
    }
    return new EntitySpan(tag.start(), tag.end(), tag.type(), attributes);
  }
}
