package io.nerine.samples.benchmarks;

import io.nerine.data.Dataset;
import io.nerine.data.DatasetSplit;
import io.nerine.data.SplitOptions;
import io.nerine.document.AnnotatedDocument;
import io.nerine.document.DatasetPart;
import io.nerine.format.JsonLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/** Shows how much better stratified splits stand for the whole than splits by lot. */
public final class SplitBalance {

  private static final int SEEDS = 100;

  private static final double SHARE = 0.1;

  private SplitBalance() {}

  /**
   * Prints, for each data set and part, the Jensen-Shannon distance of its entity types to those of
   * the whole: the mean over 100 seeds of splits in 80, 10 and 10 percent, and of splits of the
   * same sizes by lot.
   *
   * @param args directories with JSON Lines files, each of which is taken for one data set
   * @throws IOException if a directory cannot be listed
   */
  public static void main(String[] args) throws IOException {
    for (String directory : args) {
      Dataset data = read(Path.of(directory));
      System.out.println(
          String.format(
              Locale.ROOT,
              "%s: %d documents, %d types",
              directory,
              data.size(),
              data.schema().types().size()));
      Map<DatasetPart, Double> stratified = means(seed -> data.split(options(seed)));
      Map<DatasetPart, Double> byLot = means(seed -> splitByLot(data, seed));
      for (DatasetPart part : DatasetPart.values()) {
        System.out.println(
            String.format(
                Locale.ROOT,
                "  %-5s stratified %.5f, by lot %.5f",
                part.name().toLowerCase(Locale.ROOT),
                stratified.get(part),
                byLot.get(part)));
      }
    }
  }

  private static Dataset read(Path directory) throws IOException {
    List<AnnotatedDocument> documents = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList()) {
        // Files of one data set may use the same ids.
        String name = String.valueOf(file.getFileName());
        for (AnnotatedDocument document : JsonLines.read(file)) {
          documents.add(
              AnnotatedDocument.builder(name + "/" + document.id(), document.text())
                  .spans(document.spans())
                  .build());
        }
      }
    }
    return Dataset.of(Dataset.inferSchema("all", documents), documents);
  }

  private static SplitOptions options(long seed) {
    return SplitOptions.builder().dev(SHARE).test(SHARE).seed(seed).build();
  }

  private static DatasetSplit splitByLot(Dataset data, long seed) {
    List<AnnotatedDocument> documents = new ArrayList<>(data.documents());
    Collections.shuffle(documents, new Random(seed));
    int part = (int) Math.round(SHARE * documents.size());
    return new DatasetSplit(
        Dataset.of(data.schema(), documents.subList(2 * part, documents.size())),
        Dataset.of(data.schema(), documents.subList(0, part)),
        Dataset.of(data.schema(), documents.subList(part, 2 * part)));
  }

  private static Map<DatasetPart, Double> means(LongFunction<DatasetSplit> split) {
    Map<DatasetPart, Double> means = new EnumMap<>(DatasetPart.class);
    for (long seed = 0; seed < SEEDS; seed++) {
      DatasetSplit one = split.apply(seed);
      for (DatasetPart part : DatasetPart.values()) {
        means.merge(part, one.distance(part) / SEEDS, Double::sum);
      }
    }
    return means;
  }
}
