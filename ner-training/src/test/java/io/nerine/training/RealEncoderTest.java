package io.nerine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.nerine.Extractors;
import io.nerine.data.Dataset;
import io.nerine.document.AnnotatedDocument;
import io.nerine.evaluation.Evaluator;
import io.nerine.extract.Entity;
import io.nerine.extract.Extractor;
import io.nerine.onnx.graph.Weights;
import io.nerine.schema.EntitySchema;
import io.nerine.training.encoder.Encoders;
import io.nerine.training.encoder.PretrainedEncoder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one test class that works with a pretrained encoder, the smallest there is. */
class RealEncoderTest {

  private static PretrainedEncoder encoder;

  @BeforeAll
  static void load() {
    encoder = Encoders.load("all-MiniLM-L6-v2");
  }

  @Test
  void hiddenStatesAreThoseOfTheOriginalGraph() throws IOException, OrtException {
    LibTorch.load(2);
    long[] ids = {101, 2023, 2003, 1037, 4638, 1997, 1996, 13446, 1012, 102};
    long[] first = new long[ids.length];
    Arrays.setAll(first, i -> i);
    Batch batch =
        new Batch(
            1, ids.length, ids, new long[ids.length], new int[] {ids.length}, first, new long[0]);
    int tags = 7;
    TorchTokenClassifier.Options options =
        new TorchTokenClassifier.Options(tags, 0, 1e-4, 1e-3, 0.01, 1, 0.1, 0, false, 5);
    try (TorchTokenClassifier network =
        new TorchTokenClassifier(encoder.config(), encoder.weights(), options)) {
      float[] logits = network.logits(batch);
      Weights.Array head = network.weights().array(TorchTokenClassifier.HEAD + ".weight");
      float[][] hidden = originalHiddenStates(ids);
      int width = encoder.config().hidden();
      for (int token = 0; token < ids.length; token++) {
        for (int tag = 0; tag < tags; tag++) {
          double expected = 0;
          for (int i = 0; i < width; i++) {
            expected += hidden[token][i] * head.values()[tag * width + i];
          }
          assertThat((double) logits[token * tags + tag]).isCloseTo(expected, within(1e-4));
        }
      }
    }
  }

  private static float[][] originalHiddenStates(long[] ids) throws IOException, OrtException {
    byte[] graph;
    try (InputStream stream = RealEncoderTest.class.getResourceAsStream("/all-minilm-l6-v2.onnx")) {
      graph = stream.readAllBytes();
    }
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] shape = {1, ids.length};
    long[] ones = new long[ids.length];
    Arrays.fill(ones, 1);
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        OrtSession session = environment.createSession(graph, options);
        OnnxTensor inputIds = OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), shape);
        OnnxTensor mask = OnnxTensor.createTensor(environment, LongBuffer.wrap(ones), shape);
        OnnxTensor types =
            OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[ids.length]), shape);
        OrtSession.Result result =
            session.run(
                Map.of("input_ids", inputIds, "attention_mask", mask, "token_type_ids", types))) {
      return ((float[][][]) result.get(0).getValue())[0];
    }
  }

  /** Tags are written {@code [Type:mention]}. */
  private static AnnotatedDocument tagged(String id, String marked) {
    Matcher matcher = Pattern.compile("\\[(\\w+):([^]]+)]").matcher(marked);
    StringBuilder text = new StringBuilder();
    List<int[]> places = new ArrayList<>();
    List<String> types = new ArrayList<>();
    int last = 0;
    while (matcher.find()) {
      text.append(marked, last, matcher.start());
      places.add(new int[] {text.length(), text.length() + matcher.group(2).length()});
      types.add(matcher.group(1));
      text.append(matcher.group(2));
      last = matcher.end();
    }
    text.append(marked.substring(last));
    AnnotatedDocument.Builder builder = AnnotatedDocument.builder(id, text.toString());
    for (int i = 0; i < places.size(); i++) {
      builder.span(places.get(i)[0], places.get(i)[1], types.get(i));
    }
    return builder.build();
  }

  private static Dataset dataset(String prefix, String... marked) {
    List<AnnotatedDocument> documents = new ArrayList<>();
    for (int i = 0; i < marked.length; i++) {
      documents.add(tagged(prefix + i, marked[i]));
    }
    return Dataset.of(EntitySchema.of("care", "Drug", "Symptom", "Dose"), documents);
  }

  private static final Dataset TRAIN =
      dataset(
          "train-",
          "Patient reports [Symptom:severe headache] since Monday, was given [Dose:400 mg] of"
              + " [Drug:ibuprofen].",
          "Started [Drug:amoxicillin] [Dose:500 mg] three times a day for [Symptom:sore throat].",
          "No [Symptom:fever] today. Continue [Drug:metformin] at [Dose:850 mg].",
          "She complains of [Symptom:nausea] and [Symptom:dizziness] after [Drug:tramadol].",
          "Stopped [Drug:lisinopril] because of a [Symptom:dry cough].",
          "[Symptom:Chest pain] relieved by [Drug:nitroglycerin] [Dose:0.4 mg] under the tongue.",
          "He takes [Drug:warfarin] [Dose:5 mg] every evening and has no complaints.",
          "Increase [Drug:sertraline] to [Dose:100 mg]; watch for [Symptom:insomnia].",
          "The daughter called about her father's [Symptom:swollen ankles].",
          "Prescribed [Drug:omeprazole] [Dose:20 mg] for [Symptom:heartburn].",
          "[Drug:Paracetamol] [Dose:1 g] did not help with the [Symptom:back pain].",
          "Admitted with [Symptom:shortness of breath]; [Drug:furosemide] [Dose:40 mg] was given.",
          "[Symptom:Itching] and a [Symptom:rash] began two days after [Drug:penicillin].",
          "Follow-up in two weeks, bring the diary.",
          "[Drug:Atorvastatin] [Dose:10 mg] at night, reports [Symptom:muscle cramps].",
          "Gave [Dose:2 puffs] of [Drug:salbutamol] for [Symptom:wheezing].");

  private static final Dataset DEV =
      dataset(
          "dev-",
          "Given [Drug:aspirin] [Dose:300 mg] for [Symptom:chest tightness].",
          "He reports [Symptom:stomach pain] after taking [Drug:naproxen].",
          "Reduce [Drug:prednisone] to [Dose:15 mg] next week.",
          "Mother says the [Symptom:fever] is gone; no more [Drug:paracetamol] needed.",
          "[Symptom:Fatigue] and [Symptom:blurred vision], [Drug:citalopram] [Dose:20 mg] stopped.");

  @Test
  void aPretrainedEncoderLearnsFromAFewDocuments(@TempDir Path directory) {
    TrainedModel model =
        Trainer.builder().encoder(encoder).epochs(25).seed(3).build().train(TRAIN, DEV);
    assertThat(model.evaluation().micro().f1()).isGreaterThan(0.6);
    assertThat(model.report().graphDifference()).isLessThan(1e-4);
    model.save(directory.resolve("care.nerine"));
    try (Extractor extractor = Extractors.load(directory.resolve("care.nerine"))) {
      assertThat(Evaluator.evaluate(extractor, DEV).toJson())
          .isEqualTo(model.evaluation().toJson());
      assertThat(extractor.extract("Gave 250 mg of doxycycline for joint pain.").entities("Dose"))
          .extracting(Entity::text)
          .containsExactly("250 mg");
    }
  }
}
