package io.nerine.onnx;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Windows of many texts in batches that need little padding. */
final class BatchPlan {

  /**
   * The greatest number of tokens of a batch, padding counted. Larger batches are slower: they pad
   * more and leave the processor's caches. It bounds the memory of a run too.
   */
  static final int PADDED_TOKENS = 1024;

  /**
   * A window in a plan.
   *
   * @param text the text that it belongs to
   * @param index its index among the windows of that text
   */
  record Job(PendingText text, int index) {

    int tokens() {
      return text.reading().tokens(index);
    }
  }

  private BatchPlan() {}

  /**
   * Plans the windows of many texts: longest first, so that the last batches, which some threads
   * wait for, are short.
   */
  static List<List<Job>> byLength(List<PendingText> texts) {
    List<Job> jobs = new ArrayList<>();
    texts.forEach(text -> addWindows(text, jobs));
    jobs.sort(Comparator.comparingInt(Job::tokens).reversed());
    return batches(jobs);
  }

  /** Plans the windows of one text in its order, in which their scores can be merged at once. */
  static List<List<Job>> inOrder(PendingText text) {
    List<Job> jobs = new ArrayList<>(text.windows());
    addWindows(text, jobs);
    return batches(jobs);
  }

  private static void addWindows(PendingText text, List<Job> jobs) {
    for (int window = 0; window < text.windows(); window++) {
      jobs.add(new Job(text, window));
    }
  }

  private static List<List<Job>> batches(List<Job> jobs) {
    List<List<Job>> batches = new ArrayList<>();
    int from = 0;
    int longest = 0;
    for (int i = 0; i < jobs.size(); i++) {
      longest = Math.max(longest, jobs.get(i).tokens());
      if (i > from && (long) longest * (i + 1 - from) > PADDED_TOKENS) {
        batches.add(jobs.subList(from, i));
        from = i;
        longest = jobs.get(i).tokens();
      }
    }
    if (from < jobs.size()) {
      batches.add(jobs.subList(from, jobs.size()));
    }
    return batches;
  }
}
