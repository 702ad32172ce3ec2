package io.nerine.samples.benchmarks;

import io.nerine.Extractors;
import io.nerine.document.AnnotatedDocument;
import io.nerine.extract.Extractor;
import io.nerine.format.JsonLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Compares {@code nerine extract} from file to file with the library's own throughput on the same
 * documents, each in a fresh virtual machine, by turns.
 *
 * <p>The command's time is that of all documents less that of the first one alone, which is the
 * time it takes to start. The library's is that of {@code extractAll} on documents that lie in
 * memory, after one call on the first.
 *
 * <p>{@code CliThroughput NERINE MODEL DOCUMENTS [TURNS]}: the command's launcher, a bundle, a file
 * of JSON Lines, and the number of turns, 5 if not given.
 */
public final class CliThroughput {

  /** What a fresh machine does for the library. */
  static final class LibraryRun {

    private LibraryRun() {}

    public static void main(String[] args) {
      List<String> texts =
          JsonLines.read(Path.of(args[1])).stream().map(AnnotatedDocument::text).toList();
      try (Extractor extractor = Extractors.load(Path.of(args[0]))) {
        extractor.extract(texts.get(0));
        System.out.println(Turns.seconds(() -> extractor.extractAll(texts)));
      }
    }
  }

  private CliThroughput() {}

  /**
   * Prints the time of each turn and the median ratio.
   *
   * @param args as above
   * @throws IOException if no process can be started
   * @throws InterruptedException if interrupted
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    int turns = args.length > 3 ? Integer.parseInt(args[3]) : 5;
    Path documents = Path.of(args[2]);
    Path first = Files.createTempFile("nerine-first", ".jsonl");
    Path output = Files.createTempFile("nerine-records", ".jsonl");
    try {
      JsonLines.write(first, JsonLines.read(documents).subList(0, 1));
      List<Double> ratios = new ArrayList<>();
      for (int turn = 0; turn < turns; turn++) {
        double library = library(args[1], documents);
        double all = command(args[0], args[1], documents, output);
        double start = command(args[0], args[1], first, output);
        ratios.add(library / (all - start));
        System.out.println(
            String.format(
                Locale.ROOT,
                "  library %.2f s, command %.2f s of which %.2f s to start: ratio %.3f",
                library,
                all,
                start,
                library / (all - start)));
      }
      System.out.println(
          String.format(
              Locale.ROOT,
              "throughput of the command against the library's: %.3f (median of %d turns)",
              Turns.median(ratios),
              turns));
    } finally {
      Files.delete(first);
      Files.delete(output);
    }
  }

  private static double library(String model, Path documents)
      throws IOException, InterruptedException {
    return Double.parseDouble(
        output(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            LibraryRun.class.getName(),
            model,
            documents.toString()));
  }

  private static double command(String launcher, String model, Path documents, Path output) {
    return Turns.seconds(
        () ->
            output(
                launcher,
                "extract",
                "--model",
                model,
                "--input",
                documents.toString(),
                "--output",
                output.toString()));
  }

  private static String output(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String out =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IllegalStateException(String.join(" ", command) + " failed: " + out);
    }
    return out;
  }
}
