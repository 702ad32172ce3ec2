package io.nerine.onnx;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Windows of many texts in batches that need little padding. */
final class BatchPlan {

  /**
   * The greatest number of tokens of a batch, padding counted. Larger batches are slower: they pad
   * more and leave the processor's caches. It bounds the memory of a run too.
   */
  static final int PADDED_TOKENS = 1024;

  /** Starting a batch costs about as much as computing this many tokens. */
  private static final int TOKENS_A_BATCH = 16;

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
    return leastCostly(jobs);
  }

  /**
   * Cuts windows, longest first, into the batches that cost least together: a batch costs its
   * tokens, padding counted, and what starting it costs. Found by dynamic programming over the last
   * cut, in time linear in windows, since a batch holds no more of them than its bound on tokens
   * lets.
   */
  private static List<List<Job>> leastCostly(List<Job> jobs) {
    int[] tokens = jobs.stream().mapToInt(Job::tokens).toArray();
    long[] costs = new long[jobs.size() + 1];
    int[] cuts = new int[jobs.size() + 1];
    for (int end = 1; end <= tokens.length; end++) {
      costs[end] = Long.MAX_VALUE;
      for (int from = end - 1; from >= 0; from--) {
        long padded = (long) tokens[from] * (end - from);
        if (from < end - 1 && padded > PADDED_TOKENS) {
          break;
        }
        long cost = costs[from] + padded + TOKENS_A_BATCH;
        if (cost < costs[end]) {
          costs[end] = cost;
          cuts[end] = from;
        }
      }
    }
    List<List<Job>> batches = new ArrayList<>();
    for (int end = tokens.length; end > 0; end = cuts[end]) {
      batches.add(jobs.subList(cuts[end], end));
    }
    Collections.reverse(batches);
    return batches;
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
