package io.nerine.samples.cli;

import io.nerine.data.Dataset;
import io.nerine.data.DatasetSplit;
import io.nerine.data.PartConflict;
import io.nerine.data.SplitOptions;
import io.nerine.document.DatasetPart;
import io.nerine.format.JsonLines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Splits tagged documents into files. A part that gets no document is an empty file. */
@Command(
    name = "split",
    description = {
      "Split tagged documents into train.jsonl, dev.jsonl and test.jsonl,",
      "or into fold-1/train.jsonl, fold-1/test.jsonl and so on.",
      "Each part gets its share of every entity type; files of these names are replaced.",
      "Documents that all say their part (\"split\") go there, and say it where they are written.",
      "The last row of the table, 0 to 1, tells how far the shares of the types in a part are from",
      "those in all parts (Jensen-Shannon distance)."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class SplitCommand extends NerineCommand {

  private static final long DEFAULT_SEED = SplitOptions.defaults().seed();

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      description = "The tagged documents.")
  private Path data;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The directory for the parts; made if it is missing.")
  private Path out;

  @Option(
      names = "--dev",
      paramLabel = "SHARE",
      description = "The share of documents to choose by; 0.1 by default.")
  private @Nullable Double dev;

  @Option(
      names = "--test",
      paramLabel = "SHARE",
      description = "The share of documents to score on; 0.1 by default.")
  private @Nullable Double test;

  @Option(
      names = "--folds",
      paramLabel = "K",
      description = "Make K folds for cross-validation instead, each once the test part.")
  private @Nullable Integer folds;

  @Option(
      names = "--group-by",
      paramLabel = "KEY",
      description =
          "Keep documents together that have the same value of this field, such as a patient.")
  private @Nullable String groupBy;

  @Option(
      names = "--ignore-near-duplicates",
      description = "Let near-duplicates go to different parts; by default they stay together.")
  private boolean ignoreNearDuplicates;

  @Option(
      names = "--ignore-splits",
      description =
          "Split documents anew that say their part already (honourParts(false) of the library).")
  private boolean ignoreSplits;

  @Option(names = "--seed", paramLabel = "N", description = "The seed of all chance; 42.")
  private long seed = DEFAULT_SEED;

  @Mixin private DataFormat format;

  @Override
  int run() {
    if (folds != null && (dev != null || test != null)) {
      throw badUsage("--folds makes parts of equal size; leave out --dev and --test");
    }
    SplitOptions.Builder options = SplitOptions.builder().seed(seed);
    set("--dev", dev, options::dev);
    set("--test", test, options::test);
    set("--group-by", groupBy, options::groupBy);
    options.nearDuplicatesTogether(!ignoreNearDuplicates);
    if (ignoreSplits) {
      options.honourParts(false);
    }
    SplitOptions splitOptions = built(options);
    Dataset dataset = format.read(data);
    if (folds == null) {
      split(dataset.split(splitOptions));
    } else {
      writeFolds(dataset, folds(dataset, folds, splitOptions));
    }
    return ExitCode.DONE;
  }

  private SplitOptions built(SplitOptions.Builder options) {
    try {
      return options.build();
    } catch (IllegalArgumentException e) {
      throw badUsage(String.valueOf(e.getMessage()));
    }
  }

  private List<DatasetSplit> folds(Dataset dataset, int k, SplitOptions options) {
    try {
      return dataset.folds(k, options);
    } catch (IllegalArgumentException e) {
      throw badUsage("Invalid value for option '--folds': " + e.getMessage());
    }
  }

  private void split(DatasetSplit split) {
    Map<String, Dataset> parts = new LinkedHashMap<>();
    parts.put("train", split.train());
    parts.put("dev", split.dev());
    parts.put("test", split.test());
    parts.forEach((name, part) -> write(out, name, part));
    warnOfConflicts(split.conflicts());
    print(
        parts,
        Stream.of(DatasetPart.TRAIN, DatasetPart.DEV, DatasetPart.TEST)
            .map(part -> distance(split, part))
            .toList());
  }

  private void warnOfConflicts(List<PartConflict> conflicts) {
    if (!conflicts.isEmpty()) {
      warn(
          "%d %s of near-duplicates in different parts, since the documents say so; first %s"
              .formatted(
                  conflicts.size(), conflicts.size() == 1 ? "group" : "groups", conflicts.get(0)));
    }
  }

  private static String distance(DatasetSplit split, DatasetPart part) {
    return split.part(part).size() == 0
        ? "-"
        : String.format(Locale.ROOT, "%.4f", split.distance(part));
  }

  private void writeFolds(Dataset dataset, List<DatasetSplit> splits) {
    Map<String, Dataset> testParts = new LinkedHashMap<>();
    testParts.put("all", dataset);
    List<String> distances = new ArrayList<>();
    distances.add("-");
    for (int i = 0; i < splits.size(); i++) {
      String name = "fold-" + (i + 1);
      write(out.resolve(name), "train", splits.get(i).train());
      write(out.resolve(name), "test", splits.get(i).test());
      testParts.put(name, splits.get(i).test());
      distances.add(distance(splits.get(i), DatasetPart.TEST));
    }
    console().out().println("The test part of each fold; its train part is all the others:");
    print(testParts, distances);
  }

  private static void write(Path directory, String name, Dataset part) {
    JsonLines.write(directory.resolve(name + ".jsonl"), part.documents());
  }

  private void print(Map<String, Dataset> parts, List<String> distances) {
    TextTable table = TextTable.ofFigures();
    table.row(cells("", new ArrayList<>(parts.keySet())));
    table.row(cells("documents", parts.values().stream().map(Dataset::size).toList()));
    Dataset any = parts.values().iterator().next();
    for (String type : any.schema().typeNames()) {
      table.row(
          cells(
              type,
              parts.values().stream().map(part -> part.mentions().getOrDefault(type, 0)).toList()));
    }
    table.row(cells("distance", distances));
    console().out().print(table);
  }

  private static List<Object> cells(String first, List<?> others) {
    List<Object> cells = new ArrayList<>();
    cells.add(first);
    cells.addAll(others);
    return cells;
  }
}
