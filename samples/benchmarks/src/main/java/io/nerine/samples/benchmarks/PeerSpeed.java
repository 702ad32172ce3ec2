package io.nerine.samples.benchmarks;

import ai.djl.engine.Engine;
import io.nerine.Extractors;
import io.nerine.bundle.ModelBundle;
import io.nerine.extract.Extractor;
import io.nerine.extract.LoadOptions;
import io.nerine.onnx.OnnxBackend;
import io.nerine.onnx.OnnxExtractors;
import io.nerine.onnx.text.PipelineSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares the library with DJL's token classification and Apache OpenNLP's {@code NameFinderDL}:
 * the same weights, sentences, ONNX Runtime and number of threads.
 *
 * <p>First each peer is tried in all its settings on some of the sentences: both forms of the graph
 * ({@link PeerGraph}), sentence by sentence and in batches, in order and sorted by length, on
 * threads of its own or of the runtime. In its best one it then takes turns with the library.
 *
 * <p>{@code PeerSpeed MODEL SENTENCES [COUNT [TURNS [INT8]]]}: the bundle in floats, JSON Lines
 * whose texts have a sentence a line, how many of them (600 if not given), how many turns (3 if not
 * given), and the same bundle in 8 bits.
 */
public final class PeerSpeed {

  private static final int TRIAL_SENTENCES = 100;

  private static final int[] BATCHES = {4, 8, 32};

  /** A peer, and how to call it. */
  private record Setting(Peer peer, String form, int threads, int batch, boolean sorted) {

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%s, %s%s",
          peer.name(),
          form,
          batch == 1
              ? ", a sentence a call"
              : ", batches of " + batch + (sorted ? " of equal length" : ""));
    }
  }

  private final List<String> sentences;
  private final List<Setting> settings = new ArrayList<>();
  private final ExecutorService pool = Executors.newFixedThreadPool(2);

  private PeerSpeed(List<String> sentences) {
    this.sentences = sentences;
  }

  /**
   * Prints what was found, the trials, and a line a comparison.
   *
   * @param args as above
   * @throws Exception if a peer fails
   */
  public static void main(String[] args) throws Exception {
    int count = args.length > 2 ? Integer.parseInt(args[2]) : 600;
    int turns = args.length > 3 ? Integer.parseInt(args[3]) : 3;
    // DJL wants to make the runtime's environment itself, and fails where it is there already.
    Engine.getEngine("OnnxRuntime");
    Path model = Path.of(args[0]);
    Path int8 = args.length > 4 ? Path.of(args[4]) : null;
    PeerSpeed speed = new PeerSpeed(Sentences.of(Path.of(args[1]), count));
    try (ModelBundle bundle = ModelBundle.open(model);
        PeerFiles fused = PeerFiles.write(bundle, PeerGraph.fused(bundle.read(OnnxBackend.GRAPH)));
        PeerFiles plain =
            PeerFiles.write(bundle, PeerGraph.plain(bundle.read(OnnxBackend.GRAPH)))) {
      String type = speed.compareMentions(bundle, fused, plain);
      for (int threads = 1; threads <= 2; threads++) {
        speed.compare(model, int8, List.of(fused, plain), type, threads, turns);
      }
    } finally {
      speed.pool.shutdown();
    }
  }

  /**
   * Compares what is found, without the case of words on either side, since the peers know nothing
   * of it.
   *
   * @return the most frequent type
   */
  private String compareMentions(ModelBundle bundle, PeerFiles fused, PeerFiles plain)
      throws Exception {
    Set<Mention> own;
    PipelineSettings pipeline = PipelineSettings.from(bundle.manifest().settings());
    try (Extractor extractor =
        OnnxExtractors.create(
            bundle.schema(),
            PeerGraph.withoutCase(bundle.read(OnnxBackend.GRAPH)),
            bundle.read(OnnxBackend.TOKENIZER),
            new PipelineSettings(pipeline.maxTokens(), pipeline.overlapTokens(), false),
            Map.of(),
            "without case",
            LoadOptions.defaults())) {
      own = Mention.of(extractor.extractAll(sentences));
    }
    String type =
        bundle.schema().typeNames().stream()
            .max(Comparator.comparingLong(name -> ofType(name, own).size()))
            .orElseThrow();
    for (PeerFiles files : List.of(fused, plain)) {
      String form = files == fused ? "fused" : "plain";
      try (Peer djl = new DjlPeer(files, 1);
          Peer openNlp = new OpenNlpPeer(files, type, 1)) {
        printAgreement(form + " graph, DJL", djl.mentions(sentences), own);
        printAgreement(
            form + " graph, OpenNLP-DL (" + type + " alone)",
            openNlp.mentions(sentences),
            ofType(type, own));
      }
    }
    return type;
  }

  private static Set<Mention> ofType(String type, Set<Mention> mentions) {
    return mentions.stream()
        .filter(mention -> mention.type().equals(type))
        .collect(Collectors.toSet());
  }

  private static void printAgreement(String name, Set<Mention> found, Set<Mention> own) {
    System.out.println(
        String.format(
            Locale.ROOT,
            "%s: %d mentions, the library %d; F1 of one against the other %.4f",
            name,
            found.size(),
            own.size(),
            Mention.agreement(found, own)));
  }

  private void compare(
      Path model, @Nullable Path int8, List<PeerFiles> forms, String type, int threads, int turns)
      throws Exception {
    LoadOptions options = LoadOptions.builder().threads(threads).build();
    List<Peer> peers = new ArrayList<>();
    settings.clear();
    try (Extractor floats = Extractors.load(model, options);
        Extractor bytes = Extractors.load(int8 == null ? model : int8, options)) {
      for (PeerFiles files : forms) {
        String form = files == forms.get(0) ? "fused graph" : "plain graph";
        for (int runtimeThreads = 1; runtimeThreads <= threads; runtimeThreads++) {
          int own = threads / runtimeThreads;
          String name = form + ", " + own + " x " + runtimeThreads + " threads";
          peers.add(new DjlPeer(files, runtimeThreads));
          addSettings(peers.get(peers.size() - 1), name, own);
          peers.add(new OpenNlpPeer(files, type, runtimeThreads));
          addSettings(peers.get(peers.size() - 1), name, own);
        }
      }
      Setting djl = best("DJL", 0);
      Setting djlSingle = best("DJL", 1);
      Setting openNlp = best("OpenNLP-DL", 1);
      if (threads == 1) {
        Turns single = new Turns();
        int ours = single.add("the library", () -> eachAlone(floats));
        report(single, ours, List.of(djlSingle, openNlp), turns, "single texts, fp32, 1 thread");
      }
      Turns all = new Turns();
      int ours = all.add("the library", () -> floats.extractAll(sentences));
      report(all, ours, List.of(djl, openNlp), turns, "collection, fp32, threads: " + threads);
      if (int8 != null) {
        Turns small = new Turns();
        int inBytes = small.add("the library", () -> bytes.extractAll(sentences));
        report(
            small, inBytes, List.of(djl, openNlp), turns, "collection, int8, threads: " + threads);
      }
    } finally {
      for (Peer peer : peers) {
        peer.close();
      }
    }
  }

  private void addSettings(Peer peer, String form, int threads) {
    settings.add(new Setting(peer, form, threads, 1, false));
    if (peer.batches()) {
      for (int batch : BATCHES) {
        settings.add(new Setting(peer, form, threads, batch, false));
        settings.add(new Setting(peer, form, threads, batch, true));
      }
    }
  }

  /** Tries the settings of a peer, those with a size of batch alone unless that is 0. */
  private Setting best(String peer, int batch) {
    List<Setting> tried =
        settings.stream()
            .filter(setting -> setting.peer.name().equals(peer))
            .filter(setting -> batch == 0 || setting.batch == batch)
            .toList();
    List<String> some = sentences.subList(0, Math.min(TRIAL_SENTENCES, sentences.size()));
    Turns turns = new Turns();
    tried.forEach(setting -> turns.add(setting.toString(), () -> call(setting, some)));
    turns.run(1);
    for (int i = 0; i < tried.size(); i++) {
      System.out.println(
          String.format(
              Locale.ROOT,
              "  trial: %6.1f a second, %s",
              some.size() / turns.median(i),
              tried.get(i)));
    }
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < tried.size(); i++) {
      numbers.add(i);
    }
    return tried.get(turns.fastest(numbers));
  }

  private void eachAlone(Extractor extractor) {
    sentences.forEach(extractor::extract);
  }

  private void report(Turns turns, int ours, List<Setting> peers, int rounds, String what) {
    List<Integer> numbers = new ArrayList<>();
    peers.forEach(peer -> numbers.add(turns.add(peer.toString(), () -> call(peer, sentences))));
    turns.run(rounds);
    System.out.println(
        String.format(
            Locale.ROOT,
            "%s: the library %.1f sentences a second",
            what,
            sentences.size() / turns.median(ours)));
    for (int number : numbers) {
      System.out.println(
          String.format(
              Locale.ROOT,
              "  against %.1f (%s): %s",
              sentences.size() / turns.median(number),
              turns.name(number),
              turns.describeSpeed(ours, number)));
    }
  }

  private void call(Setting setting, List<String> texts) throws Exception {
    List<String> ordered = new ArrayList<>(texts);
    if (setting.sorted) {
      ordered.sort(Comparator.comparingInt(String::length));
    }
    if (setting.threads == 1) {
      setting.peer.find(0, ordered, setting.batch);
      return;
    }
    List<Future<?>> halves = new ArrayList<>();
    for (int half = 0; half < 2; half++) {
      List<String> own = new ArrayList<>();
      // Batches go to the threads in turn, since those of sorted sentences differ in length.
      for (int from = half * setting.batch; from < ordered.size(); from += 2 * setting.batch) {
        own.addAll(ordered.subList(from, Math.min(ordered.size(), from + setting.batch)));
      }
      int thread = half;
      halves.add(
          pool.submit(
              () -> {
                setting.peer.find(thread, own, setting.batch);
                return null;
              }));
    }
    for (Future<?> half : halves) {
      half.get();
    }
  }
}
