package io.nerine.quality;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Learns how annotators choose among alternatives, and says of each choice how likely every
 * alternative was, judging by all the other choices.
 *
 * <p>A conditional logit (McFadden, "Conditional logit analysis of qualitative choice behavior",
 * 1974) over hashed features, fitted by AdaGrad (Duchi, Hazan and Singer, 2011). Each choice is
 * judged by weights that were fitted without it, as confident learning does (Northcutt, Jiang and
 * Chuang, "Confident learning: estimating uncertainty in dataset labels", 2021). Features that
 * occur once are dropped. Time and memory are linear in the features; the same choices in the same
 * order give the same probabilities. Not thread-safe.
 */
final class ChoiceModel {

  private static final int FOLDS = 4;

  /** How often each choice is learned from, where there are few and where there are many. */
  private static final int MOST_EPOCHS = 4;

  private static final int LEAST_EPOCHS = 2;

  /** With more choices, one time less teaches as much. */
  private static final int MANY_CHOICES = 200_000;

  private static final float RATE = 0.05f;
  private static final float EPSILON = 0.01f;
  private static final float NEGLIGIBLE = 1e-4f;
  private static final int MIN_WEIGHTS = 1 << 12;
  private static final int MAX_WEIGHTS = 1 << 22;
  private static final int ASKED = -1;

  private int choices;
  private int[] chosen = new int[1024];
  private int[] alternativesFrom = new int[1024];
  private int alternatives;
  private int[] salts = new int[4096];
  private int[] featuresFrom = new int[4096];
  private int[] featuresTo = new int[4096];
  private int features;
  private int[] values = new int[1 << 14];

  /** By turns a weight and the sum of its squared gradients, which are always used together. */
  private float[] weights = {};

  private int mask;

  /**
   * Begins an alternative of the next choice, with features of its own.
   *
   * @param salt tells the features of this alternative from the same ones of another
   */
  void alternative(int salt) {
    push(salt, features, features);
  }

  /** Adds an alternative of the next choice that has the features of the one before. */
  void sameFeatures(int salt) {
    push(salt, featuresFrom[alternatives - 1], featuresTo[alternatives - 1]);
  }

  private void push(int salt, int from, int to) {
    if (alternatives == salts.length) {
      salts = Arrays.copyOf(salts, alternatives * 2);
      featuresFrom = Arrays.copyOf(featuresFrom, alternatives * 2);
      featuresTo = Arrays.copyOf(featuresTo, alternatives * 2);
    }
    salts[alternatives] = mix(salt);
    featuresFrom[alternatives] = from;
    featuresTo[alternatives++] = to;
  }

  /**
   * Adds a feature to the alternative begun last.
   *
   * @param template which question the feature answers
   * @param value the answer
   */
  void feature(int template, int value) {
    if (features == values.length) {
      values = Arrays.copyOf(values, features + (features >> 1));
    }
    values[features++] = mix(value * 0x9E3779B1 + template);
    featuresTo[alternatives - 1] = features;
  }

  /** Adds a feature of two answers. */
  void feature(int template, int one, int other) {
    feature(template, mix(one) * 31 + other);
  }

  /** Adds a feature of three answers. */
  void feature(int template, int one, int other, int third) {
    feature(template, mix(mix(one) * 31 + other) * 31 + third);
  }

  /**
   * Ends a choice.
   *
   * @param alternative which of the alternatives added since the last choice was chosen
   */
  void choose(int alternative) {
    if (choices + 1 == chosen.length) {
      chosen = Arrays.copyOf(chosen, choices * 2);
      alternativesFrom = Arrays.copyOf(alternativesFrom, choices * 2);
    }
    chosen[choices] = alternative;
    alternativesFrom[++choices] = alternatives;
  }

  /** Ends a choice that nobody made: it is judged, but nothing is learned from it. */
  void ask() {
    choose(ASKED);
  }

  /** The finaliser of MurmurHash3. */
  private static int mix(int value) {
    int hash = value;
    hash = (hash ^ (hash >>> 16)) * 0x85EBCA6B;
    hash = (hash ^ (hash >>> 13)) * 0xC2B2AE35;
    return hash ^ (hash >>> 16);
  }

  /**
   * Fits and judges. Ends the use of this model.
   *
   * @return the probabilities of the alternatives of each choice, in the order added
   */
  float[][] probabilities() {
    int size = dropRareFeatures();
    mask = size - 1;
    weights = new float[2 * size];
    int[] order = shuffled(choices);
    float[][] probabilities = new float[choices][];
    float[] scores = new float[mostAlternatives()];
    int epochs = Math.max(LEAST_EPOCHS, MOST_EPOCHS - choices / MANY_CHOICES);
    for (int fold = 0; fold < FOLDS; fold++) {
      Arrays.fill(weights, 0);
      for (int epoch = 0; epoch < epochs; epoch++) {
        for (int i = 0; i < choices; i++) {
          if (i % FOLDS != fold && chosen[order[i]] != ASKED) {
            learn(order[i], scores);
          }
        }
      }
      for (int i = fold; i < choices; i += FOLDS) {
        int count = judge(order[i], scores);
        probabilities[order[i]] = Arrays.copyOf(scores, count);
      }
    }
    return probabilities;
  }

  private int mostAlternatives() {
    int most = 0;
    for (int i = 0; i < choices; i++) {
      most = Math.max(most, alternativesFrom[i + 1] - alternativesFrom[i]);
    }
    return most;
  }

  /** Keeps what occurs at least twice, and tells how many weights that needs. */
  private int dropRareFeatures() {
    int slots = Integer.highestOneBit(Math.max(1 << 16, Math.min(1 << 26, features * 2)));
    byte[] seen = new byte[slots];
    int distinct = 0;
    for (int f = 0; f < features; f++) {
      int slot = values[f] & (slots - 1);
      if (seen[slot] < 2 && ++seen[slot] == 2) {
        distinct++;
      }
    }
    int kept = 0;
    int done = 0;
    int sharing = 1;
    int mostSharing = 1;
    for (int a = 0; a < alternatives; a++) {
      if (featuresFrom[a] < done) {
        featuresFrom[a] = featuresFrom[a - 1];
        featuresTo[a] = featuresTo[a - 1];
        mostSharing = Math.max(mostSharing, ++sharing);
        continue;
      }
      sharing = 1;
      done = featuresTo[a];
      int from = kept;
      for (int f = featuresFrom[a]; f < done; f++) {
        if (seen[values[f] & (slots - 1)] > 1) {
          values[kept++] = values[f];
        }
      }
      featuresFrom[a] = from;
      featuresTo[a] = kept;
    }
    long wanted = Math.min(MAX_WEIGHTS, 4L * distinct * mostSharing);
    return Integer.highestOneBit((int) Math.max(MIN_WEIGHTS, wanted));
  }

  private static int[] shuffled(int size) {
    int[] order = new int[size];
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < size; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /** Writes the probabilities of the alternatives of a choice; returns how many there are. */
  private int judge(int choice, float[] scores) {
    int from = alternativesFrom[choice];
    int count = alternativesFrom[choice + 1] - from;
    float max = Float.NEGATIVE_INFINITY;
    for (int a = 0; a < count; a++) {
      float score = 0;
      for (int f = featuresFrom[from + a]; f < featuresTo[from + a]; f++) {
        score += weights[weight(f, from + a)];
      }
      scores[a] = score;
      max = Math.max(max, score);
    }
    float sum = 0;
    for (int a = 0; a < count; a++) {
      scores[a] = (float) Math.exp(scores[a] - max);
      sum += scores[a];
    }
    for (int a = 0; a < count; a++) {
      scores[a] /= sum;
    }
    return count;
  }

  /** The index of the weight of a feature. */
  private int weight(int feature, int alternative) {
    return ((values[feature] ^ salts[alternative]) & mask) << 1;
  }

  private void learn(int choice, float[] scores) {
    int count = judge(choice, scores);
    int from = alternativesFrom[choice];
    for (int a = 0; a < count; a++) {
      float gradient = scores[a] - (a == chosen[choice] ? 1 : 0);
      if (Math.abs(gradient) < NEGLIGIBLE) {
        continue;
      }
      for (int f = featuresFrom[from + a]; f < featuresTo[from + a]; f++) {
        int weight = weight(f, from + a);
        float squares = weights[weight + 1] + gradient * gradient;
        weights[weight + 1] = squares;
        weights[weight] -= RATE * gradient / (float) Math.sqrt(squares + EPSILON);
      }
    }
  }
}
