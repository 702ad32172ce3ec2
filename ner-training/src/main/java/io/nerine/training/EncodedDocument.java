package io.nerine.training;

import io.nerine.document.AnnotatedDocument;
import io.nerine.onnx.decode.TagEncoding;
import io.nerine.onnx.decode.TagSet;
import io.nerine.onnx.text.EncodedText;
import io.nerine.onnx.text.EncodedWindow;
import io.nerine.onnx.text.TextEncoder;
import io.nerine.onnx.text.TextWindow;
import io.nerine.text.CharSpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A document as the network sees it: its windows with the gold tag of each word.
 *
 * @param document the document
 * @param text its words and windows
 * @param tags the gold tags and what they could not express
 * @param targets {@code [words]} the tag of each word, or {@link Batch#IGNORED}
 * @param windows one entry a window of {@code text}
 */
// Documents are passed on, never compared.
@SuppressWarnings("ArrayRecordComponent")
record EncodedDocument(
    AnnotatedDocument document,
    EncodedText text,
    TagEncoding tags,
    long[] targets,
    List<Window> windows) {

  /**
   * One window of the document.
   *
   * @param input the model input
   * @param targets the tag of each word of the window, or {@link Batch#IGNORED}
   * @param taught {@code [words * tags]} how probable teachers hold each tag of each word; empty
   *     without teachers
   */
  // Windows are passed on, never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Window(EncodedWindow input, long[] targets, float[] taught) {

    /** Creates a window without teachers. */
    Window(EncodedWindow input, long[] targets) {
      this(input, targets, new float[0]);
    }

    boolean hasTarget() {
      return taught.length > 0
          || Arrays.stream(targets).anyMatch(target -> target != Batch.IGNORED);
    }
  }

  static EncodedDocument of(AnnotatedDocument document, TextEncoder encoder, TagSet tagSet) {
    EncodedText text = encoder.encode(document.text());
    TagEncoding encoding = tagSet.encode(text, document.spans());
    long[] targets = targets(document, text, encoding.tags(), tagSet);
    List<Window> windows = new ArrayList<>();
    for (TextWindow window : text.windows()) {
      windows.add(
          new Window(
              text.encodeWindow(window),
              Arrays.copyOfRange(targets, window.firstWord(), window.endWord())));
    }
    return new EncodedDocument(document, text, encoding, targets, windows);
  }

  /**
   * What was not reviewed teaches nothing: neither that there is an entity nor that there is none.
   */
  private static long[] targets(
      AnnotatedDocument document, EncodedText text, int[] tags, TagSet tagSet) {
    boolean everyType =
        document.reviewedTypes().map(types -> types.containsAll(tagSet.typeNames())).orElse(true);
    long[] targets = new long[tags.length];
    for (int word = 0; word < tags.length; word++) {
      boolean untagged = tags[word] == 0;
      boolean known =
          !untagged || (everyType && isReviewed(document, text.start(word), text.end(word)));
      targets[word] = known ? tags[word] : Batch.IGNORED;
    }
    return targets;
  }

  private static boolean isReviewed(AnnotatedDocument document, int start, int end) {
    CharSpan word = new CharSpan(start, end);
    return document
        .reviewedRegions()
        .map(regions -> regions.stream().anyMatch(region -> region.contains(word)))
        .orElse(true);
  }

  /**
   * Returns the document with what teachers say of it.
   *
   * @param probabilities {@code [words * tags]} how probable they hold each tag of each word
   */
  EncodedDocument taught(float[] probabilities) {
    int tags = text.size() == 0 ? 0 : probabilities.length / text.size();
    List<Window> taught = new ArrayList<>();
    for (int i = 0; i < windows.size(); i++) {
      TextWindow window = text.windows().get(i);
      taught.add(
          new Window(
              windows.get(i).input(),
              windows.get(i).targets(),
              Arrays.copyOfRange(
                  probabilities, window.firstWord() * tags, window.endWord() * tags)));
    }
    return new EncodedDocument(document, text, this.tags, targets, taught);
  }

  /** {@return the document without its tags, of which only teachers say something} */
  EncodedDocument untagged() {
    long[] none = targets.clone();
    Arrays.fill(none, Batch.IGNORED);
    List<Window> untagged = new ArrayList<>();
    for (Window window : windows) {
      untagged.add(
          new Window(
              window.input(), Arrays.copyOf(none, window.targets().length), window.taught()));
    }
    return new EncodedDocument(document, text, tags, none, untagged);
  }

  /** {@return the number of tokens over all windows} */
  long windowTokens() {
    return windows.stream().mapToLong(window -> window.input().tokens()).sum();
  }
}
