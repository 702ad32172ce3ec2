package io.nerine.training;

import io.nerine.data.Dataset;
import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.exception.SchemaMismatchException;
import io.nerine.exception.TrainingException;
import io.nerine.onnx.decode.TagSet;
import io.nerine.onnx.graph.EncoderConfig;
import io.nerine.onnx.graph.Weights;
import io.nerine.onnx.text.PipelineSettings;
import io.nerine.onnx.text.SubwordTokenizer;
import io.nerine.onnx.text.TextEncoder;
import io.nerine.onnx.text.WordCase;
import io.nerine.report.DataStatistics;
import io.nerine.training.encoder.PretrainedEncoder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One training run, from documents to a checked graph. Used once. */
final class TrainingRun {

  private static final double DROPOUT = 0.1;
  private static final double WEIGHT_DECAY = 0.01;
  private static final double CLIP = 1;

  /** What stays of the old average of the weights after an update; the average is what is used. */
  private static final double AVERAGING = 0.99;

  private static final int CHECKED_WINDOWS = 32;

  private final PretrainedEncoder encoder;
  private final TrainingOptions options;
  private final TrainingListener listener;
  private final BooleanSupplier cancelled;
  private final List<String> warnings = new ArrayList<>();

  TrainingRun(
      PretrainedEncoder encoder,
      TrainingOptions options,
      TrainingListener listener,
      BooleanSupplier cancelled) {
    this.encoder = encoder;
    this.options = options;
    this.listener = listener;
    this.cancelled = cancelled;
  }

  TrainedModel run(Dataset train, Dataset dev) {
    check(train, dev);
    LibTorch.load(options.threads());
    TagSet tagSet = TagSet.bio(train.schema().typeNames());
    try (SubwordTokenizer tokenizer = SubwordTokenizer.of(encoder.tokenizerJson())) {
      if (tokenizer.vocabularySize() > encoder.config().vocabulary()) {
        throw new TrainingException(
            "The tokenizer of encoder '%s' has %d word pieces, but its word embedding has %d rows"
                .formatted(
                    encoder.name(), tokenizer.vocabularySize(), encoder.config().vocabulary()));
      }
      PipelineSettings settings = settings(tokenizer);
      TextEncoder textEncoder = new TextEncoder(tokenizer, settings);
      List<EncodedDocument> trainDocuments = encoded(train, textEncoder, tagSet);
      List<EncodedDocument> devDocuments = encoded(dev, textEncoder, tagSet);
      reportMissingTypes(train);
      reportLeftOut(trainDocuments);
      VocabularySubset vocabulary = vocabulary(trainDocuments, devDocuments, tokenizer.padId());
      Batches batches = new Batches(vocabulary, tokenizer.padId());
      DevScorer scorer = new DevScorer(devDocuments, batches, tagSet);
      List<EncodedDocument.Window> windows =
          trainDocuments.stream()
              .flatMap(document -> document.windows().stream())
              .filter(EncodedDocument.Window::hasTarget)
              .toList();
      if (windows.isEmpty()) {
        throw new TrainingException(
            "None of the %d training documents has a word that was reviewed; there is nothing to learn"
                .formatted(train.size()));
      }
      TrainingPlan plan =
          TrainingPlan.of(
              encoder.config(),
              tokens(trainDocuments),
              windows.size(),
              tokens(devDocuments),
              options.recipe(),
              options.epochs(),
              options.batchSize(),
              options.learningRate());
      @Nullable Checkpoint checkpoint =
          options
              .checkpoint()
              .map(file -> new Checkpoint(file, fingerprint(train, dev)))
              .orElse(null);
      try (TokenClassifier network = network(tagSet, settings, vocabulary, plan)) {
        TrainingLoop.Result result =
            new TrainingLoop(
                    network, scorer, batches, plan, options, listener, cancelled, checkpoint)
                .run(windows);
        if (result.evaluation().micro().truePositives() == 0) {
          warnings.add(
              "The model finds none of the %d entities of the dev documents; it needs more tagged"
                      .formatted(result.evaluation().micro().gold())
                  + " documents or more epochs");
        }
        Weights weights = vocabulary.expand(network.weights(), encoder.weights());
        byte[] graph = GraphWriter.write(encoder.config(), weights);
        List<EncodedDocument.Window> checked =
            devDocuments.stream()
                .flatMap(document -> document.windows().stream())
                .limit(CHECKED_WINDOWS)
                .toList();
        double difference = GraphCheck.compare(graph, network, batches, checked, tagSet.size());
        TrainingReport report =
            new TrainingReport(
                result.updates(),
                result.bestUpdate(),
                result.duration(),
                difference,
                result.curve(),
                warnings);
        return new TrainedModel(
            options.name().isEmpty() ? train.schema().name() : options.name(),
            train.schema(),
            graph,
            encoder.tokenizerJson(),
            settings,
            encoder.config().vocabulary(),
            result.evaluation(),
            report,
            provenance(train, dev, plan, report),
            statistics(train, dev));
      }
    }
  }

  private static void check(Dataset train, Dataset dev) {
    if (!train.schema().typeNames().equals(dev.schema().typeNames())) {
      throw new SchemaMismatchException(
          "Training and dev documents must have one schema, found types %s and %s"
              .formatted(train.schema().typeNames(), dev.schema().typeNames()));
    }
    checkHasEntities(train, "training");
    checkHasEntities(dev, "dev");
  }

  private static void checkHasEntities(Dataset dataset, String part) {
    if (dataset.size() == 0) {
      throw new TrainingException("There are no %s documents; give at least one".formatted(part));
    }
    if (dataset.documents().stream().allMatch(document -> document.spans().isEmpty())) {
      throw new TrainingException(
          "None of the %d %s documents has a tagged entity; tag some"
              .formatted(dataset.size(), part));
    }
  }

  private PipelineSettings settings(SubwordTokenizer tokenizer) {
    int maxTokens = options.maxTokens();
    if (maxTokens > encoder.config().positions()) {
      throw new TrainingException(
          "Encoder '%s' has %d positions; a window cannot have %d tokens"
              .formatted(encoder.name(), encoder.config().positions(), maxTokens));
    }
    // What the tokenizer throws away by lower-casing, the network gets beside the tokens.
    return new PipelineSettings(maxTokens, maxTokens / 4, tokenizer.lowercases());
  }

  private static List<EncodedDocument> encoded(
      Dataset dataset, TextEncoder textEncoder, TagSet tagSet) {
    return dataset.documents().stream()
        .map(document -> EncodedDocument.of(document, textEncoder, tagSet))
        .toList();
  }

  private static long tokens(List<EncodedDocument> documents) {
    return documents.stream().mapToLong(EncodedDocument::windowTokens).sum();
  }

  private void reportMissingTypes(Dataset train) {
    train
        .mentions()
        .forEach(
            (type, mentions) -> {
              if (mentions == 0) {
                warnings.add(
                    "Type '%s' has no mention in the training documents; the model will not find it"
                        .formatted(type));
              }
            });
  }

  /** Says once for each type of trouble what training cannot use, and where to look first. */
  private void reportLeftOut(List<EncodedDocument> documents) {
    int leftOut = 0;
    int widened = 0;
    String first = "";
    for (EncodedDocument encoded : documents) {
      for (var entry : encoded.tags().leftOut()) {
        leftOut++;
        first = first.isEmpty() ? describe(encoded.document(), entry.span()) : first;
      }
      widened += encoded.tags().widened().size();
    }
    if (leftOut > 0) {
      warnings.add(
          "%d tagged entities overlap others or hold no word and were not trained on, the first is %s"
              .formatted(leftOut, first));
    }
    if (widened > 0) {
      warnings.add(
          "%d tagged entities begin or end inside a word and were widened to whole words"
              .formatted(widened));
    }
  }

  private static String describe(AnnotatedDocument document, EntitySpan span) {
    return "'%s' (%s) at %d..%d of document '%s'"
        .formatted(document.textOf(span), span.type(), span.start(), span.end(), document.id());
  }

  private VocabularySubset vocabulary(
      List<EncodedDocument> train, List<EncodedDocument> dev, int padId) {
    BitSet used = new BitSet();
    used.set(padId);
    Stream.concat(train.stream(), dev.stream())
        .flatMap(document -> document.windows().stream())
        .forEach(
            window -> {
              for (int id : window.input().inputIds()) {
                used.set(id);
              }
            });
    return new VocabularySubset(used, encoder.config().vocabulary());
  }

  private TokenClassifier network(
      TagSet tagSet, PipelineSettings settings, VocabularySubset vocabulary, TrainingPlan plan) {
    return new TorchTokenClassifier(
        encoder.config(),
        vocabulary.restrict(encoder.weights()),
        new TorchTokenClassifier.Options(
            tagSet.size(),
            settings.caseFeatures() ? WordCase.values().length : 0,
            plan.learningRate(),
            plan.headLearningRate(),
            WEIGHT_DECAY,
            CLIP,
            DROPOUT,
            AVERAGING,
            LibTorch.hasBfloat16(),
            options.seed()));
  }

  private String fingerprint(Dataset train, Dataset dev) {
    return "train %s, dev %s, encoder %s, recipe %s, seed %d, epochs %s, rate %s, batch %s, window %d, threads %d"
        .formatted(
            train.sha256(),
            dev.sha256(),
            encoder.name(),
            options.recipe(),
            options.seed(),
            options.epochs(),
            options.learningRate(),
            options.batchSize(),
            options.maxTokens(),
            options.threads());
  }

  private static Map<String, DataStatistics> statistics(Dataset train, Dataset dev) {
    Map<String, DataStatistics> statistics = new LinkedHashMap<>();
    statistics.put("train", DataStatistics.of(train));
    statistics.put("dev", DataStatistics.of(dev));
    return statistics;
  }

  private Map<String, Object> provenance(
      Dataset train, Dataset dev, TrainingPlan plan, TrainingReport report) {
    EncoderConfig config = encoder.config();
    Map<String, Object> provenance = new LinkedHashMap<>();
    provenance.put("encoder", encoder.name());
    provenance.put("encoderLayers", config.layers());
    provenance.put("encoderWidth", config.hidden());
    provenance.put("trainDocuments", train.size());
    provenance.put("trainSha256", train.sha256());
    provenance.put("devDocuments", dev.size());
    provenance.put("devSha256", dev.sha256());
    provenance.put("recipe", options.recipe().name().toLowerCase(Locale.ROOT));
    provenance.put("seed", options.seed());
    provenance.put("epochs", plan.epochs());
    provenance.put("batchTokens", plan.batchTokens());
    provenance.put("learningRate", plan.learningRate());
    provenance.put("updates", report.updates());
    provenance.put("bestUpdate", report.bestUpdate());
    provenance.put("seconds", report.duration().toSeconds());
    provenance.put("threads", options.threads());
    provenance.put("bfloat16", LibTorch.hasBfloat16());
    provenance.put("graphDifference", report.graphDifference());
    provenance.put("java", Runtime.version().toString());
    provenance.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    provenance.put("nerine", version());
    provenance.put("warnings", report.warnings());
    return provenance;
  }

  private static String version() {
    String version = TrainingRun.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
