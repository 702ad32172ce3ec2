package io.nerine.samples.cli;

import io.nerine.data.Dataset;
import io.nerine.data.DatasetSplit;
import io.nerine.data.SplitOptions;
import io.nerine.format.JsonLines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Splits tagged documents into files. A part that gets no document is an empty file. */
@Command(
    name = "split",
    description = {
      "Split tagged documents into train.jsonl, dev.jsonl and test.jsonl,",
      "or into fold-1/train.jsonl, fold-1/test.jsonl and so on.",
      "Each part gets its share of every entity type; files of these names are replaced."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class SplitCommand extends NerineCommand {

  private static final long DEFAULT_SEED = SplitOptions.defaults().seed();

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      description = "The tagged documents, as JSON Lines.")
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

  @Option(names = "--seed", paramLabel = "N", description = "The seed of all chance; 42.")
  private long seed = DEFAULT_SEED;

  @Override
  int run() {
    if (folds != null && (dev != null || test != null)) {
      throw badUsage("--folds makes parts of equal size; leave out --dev and --test");
    }
    SplitOptions.Builder options = SplitOptions.builder().seed(seed);
    set("--dev", dev, options::dev);
    set("--test", test, options::test);
    SplitOptions splitOptions = built(options);
    Dataset dataset = Dataset.read(data);
    if (folds == null) {
      split(dataset.split(splitOptions));
    } else {
      writeFolds(dataset, folds(dataset, folds));
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

  private List<DatasetSplit> folds(Dataset dataset, int k) {
    try {
      return dataset.folds(k, seed);
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
    print(parts);
  }

  private void writeFolds(Dataset dataset, List<DatasetSplit> splits) {
    Map<String, Dataset> testParts = new LinkedHashMap<>();
    testParts.put("all", dataset);
    for (int i = 0; i < splits.size(); i++) {
      String name = "fold-" + (i + 1);
      write(out.resolve(name), "train", splits.get(i).train());
      write(out.resolve(name), "test", splits.get(i).test());
      testParts.put(name, splits.get(i).test());
    }
    console().out().println("The test part of each fold; its train part is all the others:");
    print(testParts);
  }

  private static void write(Path directory, String name, Dataset part) {
    JsonLines.write(directory.resolve(name + ".jsonl"), part.documents());
  }

  private void print(Map<String, Dataset> parts) {
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
    console().out().print(table);
  }

  private static List<Object> cells(String first, List<?> others) {
    List<Object> cells = new ArrayList<>();
    cells.add(first);
    cells.addAll(others);
    return cells;
  }
}
