package io.nerine.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ChoiceModelTest {

  /** Choices between two alternatives, which one feature decides but for a few. */
  private static ChoiceModel model(int choices, int... odd) {
    ChoiceModel model = new ChoiceModel();
    Random random = new Random(1);
    for (int i = 0; i < choices; i++) {
      int feature = random.nextInt(2);
      model.alternative(0);
      model.feature(1, feature);
      model.feature(2, random.nextInt(5));
      model.sameFeatures(1);
      int chosen = feature;
      for (int o : odd) {
        chosen = o == i ? 1 - feature : chosen;
      }
      model.choose(chosen);
    }
    return model;
  }

  @Test
  void choiceAgainstAllOthersIsUnlikely() {
    float[][] probabilities = model(400, 17, 230).probabilities();
    for (int i = 0; i < probabilities.length; i++) {
      float[] p = probabilities[i];
      assertThat(p[0] + p[1]).isBetween(0.999f, 1.001f);
      assertThat(Math.max(p[0], p[1])).isGreaterThan(0.8f);
    }
    float[][] clean = model(400).probabilities();
    assertThat(probabilities[17][0] > 0.5).isEqualTo(clean[17][0] > 0.5);
    assertThat(probabilities[230][0] > 0.5).isEqualTo(clean[230][0] > 0.5);
  }

  @Test
  void whatIsAskedIsJudgedButNotLearnedFrom() {
    ChoiceModel model = model(200);
    model.alternative(0);
    model.feature(1, 1);
    model.sameFeatures(1);
    model.ask();
    assertThat(model.probabilities()[200][1]).isGreaterThan(0.8f);
  }

  @Test
  void ownFeaturesDecideAmongPositions() {
    ChoiceModel model = new ChoiceModel();
    for (int i = 0; i < 120; i++) {
      int right = i % 3;
      for (int position = 0; position < 3; position++) {
        model.alternative(0);
        model.feature(1, position == right ? 7 : 8 + (i + position) % 4);
      }
      model.choose(right);
    }
    float[][] probabilities = model.probabilities();
    for (int i = 0; i < 120; i++) {
      assertThat(probabilities[i][i % 3]).isGreaterThan(0.7f);
    }
  }

  @Test
  void withoutChoicesThereIsNothingToSay() {
    assertThat(new ChoiceModel().probabilities()).isEmpty();
  }

  @Test
  void loneChoiceIsLeftOpen() {
    ChoiceModel model = new ChoiceModel();
    model.alternative(0);
    model.feature(1, 1);
    model.sameFeatures(1);
    model.choose(1);
    assertThat(model.probabilities()[0]).containsExactly(0.5f, 0.5f);
  }
}
