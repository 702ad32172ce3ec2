package io.nerine.onnx.decode;

import io.nerine.onnx.decode.TagScheme.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the best legal tag sequence and the confidence of its spans for any scheme and any order of
 * tags, as {@link TagDecoder} describes. Immutable, thread-safe.
 *
 * <p>Whether a tag may follow another depends on their parts and on whether their types are equal,
 * and what may follow another type may follow the same one. So each step looks at the best (or the
 * sum) of each part over all types, and at the tags of the same type: time is linear in tags.
 */
final class ChainDecoder {

  /**
   * As in {@link TagDecoder}, and further from the edge, since mentions must end in some schemes.
   */
  private static final double FLOOR = -100;

  private static final Part[] PARTS = Part.values();

  private final TagSet tagSet;
  private final TagScheme scheme;
  private final int tags;

  ChainDecoder(TagSet tagSet) {
    this.tagSet = tagSet;
    this.scheme = tagSet.scheme();
    this.tags = tagSet.size();
  }

  List<TaggedSpan> decode(float[] logits) {
    int[] sequence = bestSequence(logits);
    List<Mention> mentions = mentions(sequence);
    if (mentions.isEmpty()) {
      return List.of();
    }
    // What was decoded does not overlap, so that this is the order of its ends, too.
    confidences(logits, mentions, mentions);
    List<TaggedSpan> spans = new ArrayList<>(mentions.size());
    for (Mention mention : mentions) {
      spans.add(
          new TaggedSpan(
              mention.first, mention.end, mention.type, Math.min(1, mention.probability)));
    }
    return spans;
  }

  /** As {@link TagDecoder#confidences}, of spans that lie in the text. */
  double[] confidences(float[] logits, List<TaggedSpan> spans) {
    List<Mention> mentions = new ArrayList<>(spans.size());
    for (TaggedSpan span : spans) {
      mentions.add(new Mention(span.firstWord(), span.endWord(), span.type()));
    }
    if (!mentions.isEmpty()) {
      confidences(
          logits,
          mentions.stream().sorted(Comparator.comparingInt(mention -> mention.first)).toList(),
          mentions.stream().sorted(Comparator.comparingInt(mention -> mention.end)).toList());
    }
    return mentions.stream().mapToDouble(mention -> Math.min(1, mention.probability)).toArray();
  }

  /** A span under way to its confidence. */
  private static final class Mention {
    final int first;
    final int type;
    int end;
    double probability;

    Mention(int first, int end, int type) {
      this.first = first;
      this.type = type;
      this.end = end;
    }
  }

  private int[] bestSequence(float[] logits) {
    int words = logits.length / tags;
    int[] sequence = new int[words];
    if (words == 0) {
      return sequence;
    }
    int[] before = new int[logits.length];
    double[] scores = new double[tags];
    double[] next = new double[tags];
    for (int tag = 0; tag < tags; tag++) {
      scores[tag] =
          tagSet.isUsed(tag) && scheme.mayBegin(tagSet.part(tag))
              ? logits[tag]
              : Double.NEGATIVE_INFINITY;
    }
    int[] best = new int[PARTS.length];
    for (int word = 1; word < words; word++) {
      int row = word * tags;
      double base = greatestOfParts(scores, best);
      for (int tag = 0; tag < tags; tag++) {
        int from = tagSet.isUsed(tag) ? bestBefore(tag, scores, best) : -1;
        before[row + tag] = from;
        // The base is taken off, so that sums stay small over any number of words.
        next[tag] = from < 0 ? Double.NEGATIVE_INFINITY : scores[from] - base + logits[row + tag];
      }
      double[] swapped = scores;
      scores = next;
      next = swapped;
    }
    int tag = -1;
    for (int last = 0; last < tags; last++) {
      if (tagSet.isUsed(last)
          && scheme.mayEnd(tagSet.part(last))
          && (tag < 0 || scores[last] > scores[tag])) {
        tag = last;
      }
    }
    for (int word = words - 1; word >= 0; word--) {
      sequence[word] = tag;
      tag = before[word * tags + tag];
    }
    return sequence;
  }

  /** Finds the best tag of each part, -1 where none is possible. */
  private double greatestOfParts(double[] scores, int[] best) {
    Arrays.fill(best, -1);
    double greatest = Double.NEGATIVE_INFINITY;
    for (int tag = 0; tag < tags; tag++) {
      if (tagSet.isUsed(tag) && scores[tag] > Double.NEGATIVE_INFINITY) {
        int part = tagSet.part(tag).index;
        if (best[part] < 0 || scores[tag] > scores[best[part]]) {
          best[part] = tag;
        }
        greatest = Math.max(greatest, scores[tag]);
      }
    }
    return greatest;
  }

  private int bestBefore(int tag, double[] scores, int[] best) {
    Part part = tagSet.part(tag);
    int found = -1;
    for (Part q : PARTS) {
      int from = -1;
      if (scheme.mayFollowOther(q, part)) {
        from = best[q.index];
      } else if (q != Part.OUTSIDE && part != Part.OUTSIDE && scheme.mayFollowSame(q, part)) {
        from = tagSet.tag(tagSet.type(tag), q);
      }
      if (from >= 0
          && scores[from] > Double.NEGATIVE_INFINITY
          && (found < 0 || scores[from] > scores[found])) {
        found = from;
      }
    }
    return found;
  }

  private List<Mention> mentions(int[] sequence) {
    List<Mention> mentions = new ArrayList<>();
    Mention open = null;
    for (int word = 0; word < sequence.length; word++) {
      Part part = tagSet.part(sequence[word]);
      if (part == Part.OUTSIDE) {
        open = null;
        continue;
      }
      int type = tagSet.type(sequence[word]);
      if (open != null
          && open.type == type
          && scheme.continues(tagSet.part(sequence[word - 1]), part)) {
        open.end = word + 1;
      } else {
        open = new Mention(word, word + 1, type);
        mentions.add(open);
      }
    }
    return mentions;
  }

  /**
   * Forward and backward sums, scaled as in Rabiner (1989). Only those of the mentions' edges are
   * kept, so space is one number a word.
   *
   * @param byFirst the mentions by their first word
   * @param byEnd the same mentions by the word behind their last one
   */
  private void confidences(float[] logits, List<Mention> byFirst, List<Mention> byEnd) {
    int words = logits.length / tags;
    double[] scale = new double[words];
    double all = forward(logits, byFirst, scale);
    backward(logits, byEnd, scale);
    for (Mention mention : byFirst) {
      mention.probability /= all;
    }
  }

  /** Multiplies in all up to a mention's last word; returns the share of sequences that may end. */
  private double forward(float[] logits, List<Mention> mentions, double[] scale) {
    double[] sums = new double[tags];
    double[] next = new double[tags];
    double[] emissions = new double[tags];
    double[] ofParts = new double[PARTS.length];
    List<Mention> open = new ArrayList<>();
    int at = 0;
    for (int word = 0; word < scale.length; word++) {
      emissions(logits, word, emissions);
      sumOfParts(sums, ofParts);
      double total = 0;
      for (int tag = 0; tag < tags; tag++) {
        next[tag] = emissions[tag] == 0 ? 0 : emissions[tag] * before(word, tag, sums, ofParts);
        total += next[tag];
      }
      scale[word] = total;
      while (at < mentions.size() && mentions.get(at).first == word) {
        open.add(mentions.get(at++));
      }
      if (!open.isEmpty()) {
        int behind = word + 1;
        for (Mention mention : open) {
          advance(mention, word, sums, emissions, total);
        }
        open.removeIf(mention -> mention.end == behind);
      }
      for (int tag = 0; tag < tags; tag++) {
        sums[tag] = next[tag] / total;
      }
    }
    double all = 0;
    for (int tag = 0; tag < tags; tag++) {
      all += tagSet.isUsed(tag) && scheme.mayEnd(tagSet.part(tag)) ? sums[tag] : 0;
    }
    return all;
  }

  private double before(int word, int tag, double[] sums, double[] ofParts) {
    Part part = tagSet.part(tag);
    if (word == 0) {
      return scheme.mayBegin(part) ? 1 : 0;
    }
    double sum = 0;
    for (Part q : PARTS) {
      if (scheme.mayFollowOther(q, part)) {
        sum += ofParts[q.index];
      } else if (q != Part.OUTSIDE && part != Part.OUTSIDE && scheme.mayFollowSame(q, part)) {
        int from = tagSet.tag(tagSet.type(tag), q);
        sum += from < 0 ? 0 : sums[from];
      }
    }
    return sum;
  }

  /** Multiplies the probability of a mention by that of one of its words. */
  private void advance(Mention mention, int word, double[] sums, double[] emissions, double total) {
    int length = mention.end - mention.first;
    if (word == mention.first) {
      double begin = 0;
      for (Part part : scheme.parts()) {
        int tag = tagSet.tag(mention.type, part);
        if (tag >= 0 && opens(part, length)) {
          begin += emissions[tag] * beforeMention(word, tag, sums);
        }
      }
      mention.probability = begin / total;
    } else {
      int tag = tagSet.tag(mention.type, scheme.part(word - mention.first, length));
      mention.probability = tag < 0 ? 0 : mention.probability * emissions[tag] / total;
    }
  }

  /** Whether a mention of so many words may begin with a part. */
  private boolean opens(Part part, int length) {
    return scheme == TagScheme.IOB1 || part == scheme.part(0, length);
  }

  private double beforeMention(int word, int tag, double[] sums) {
    Part part = tagSet.part(tag);
    if (word == 0) {
      return scheme.mayBegin(part) ? 1 : 0;
    }
    double sum = 0;
    for (int from = 0; from < tags; from++) {
      if (tagSet.isUsed(from) && mayOpen(from, tag)) {
        sum += sums[from];
      }
    }
    return sum;
  }

  /** Whether a tag may follow another and begins a mention then. */
  private boolean mayOpen(int from, int tag) {
    Part before = tagSet.part(from);
    Part part = tagSet.part(tag);
    boolean same = before != Part.OUTSIDE && tagSet.type(from) == tagSet.type(tag);
    return same
        ? scheme.mayFollowSame(before, part) && !scheme.continues(before, part)
        : scheme.mayFollowOther(before, part);
  }

  private void sumOfParts(double[] sums, double[] ofParts) {
    Arrays.fill(ofParts, 0);
    for (int tag = 0; tag < tags; tag++) {
      if (tagSet.isUsed(tag)) {
        ofParts[tagSet.part(tag).index] += sums[tag];
      }
    }
  }

  /** Multiplies in what may stand behind each mention. */
  private void backward(float[] logits, List<Mention> mentions, double[] scale) {
    int words = scale.length;
    // The scaled sum of all that may stand behind a tag, by tag.
    double[] behind = new double[tags];
    double[] weighted = new double[tags];
    double[] ofParts = new double[PARTS.length];
    for (int tag = 0; tag < tags; tag++) {
      behind[tag] = tagSet.isUsed(tag) && scheme.mayEnd(tagSet.part(tag)) ? 1 : 0;
    }
    int at = mentions.size() - 1;
    while (at >= 0 && mentions.get(at).end == words) {
      at--;
    }
    double[] emissions = new double[tags];
    for (int word = words - 1; word > 0; word--) {
      emissions(logits, word, emissions);
      for (int tag = 0; tag < tags; tag++) {
        weighted[tag] = emissions[tag] * behind[tag] / scale[word];
      }
      while (at >= 0 && mentions.get(at).end == word) {
        mentions.get(at).probability *= afterMention(mentions.get(at), weighted);
        at--;
      }
      sumOfParts(weighted, ofParts);
      for (int tag = 0; tag < tags; tag++) {
        behind[tag] = tagSet.isUsed(tag) ? after(tag, weighted, ofParts) : 0;
      }
    }
  }

  private double after(int tag, double[] weighted, double[] ofParts) {
    Part part = tagSet.part(tag);
    double sum = 0;
    for (Part q : PARTS) {
      if (scheme.mayFollowOther(part, q)) {
        sum += ofParts[q.index];
      } else if (q != Part.OUTSIDE && part != Part.OUTSIDE && scheme.mayFollowSame(part, q)) {
        int to = tagSet.tag(tagSet.type(tag), q);
        sum += to < 0 ? 0 : weighted[to];
      }
    }
    return sum;
  }

  private double afterMention(Mention mention, double[] weighted) {
    int length = mention.end - mention.first;
    Part last = scheme.part(length - 1, length);
    double sum = 0;
    for (int to = 0; to < tags; to++) {
      if (tagSet.isUsed(to)) {
        Part part = tagSet.part(to);
        boolean same = part != Part.OUTSIDE && tagSet.type(to) == mention.type;
        boolean legal =
            same
                ? scheme.mayFollowSame(last, part) && !scheme.continues(last, part)
                : scheme.mayFollowOther(last, part);
        sum += legal ? weighted[to] : 0;
      }
    }
    return sum;
  }

  private void emissions(float[] logits, int word, double[] emissions) {
    int row = word * tags;
    float max = Float.NEGATIVE_INFINITY;
    for (int tag = 0; tag < tags; tag++) {
      if (tagSet.isUsed(tag)) {
        max = Math.max(max, logits[row + tag]);
      }
    }
    for (int tag = 0; tag < tags; tag++) {
      emissions[tag] =
          tagSet.isUsed(tag) ? Math.exp(Math.max(FLOOR, (double) logits[row + tag] - max)) : 0;
    }
  }
}
