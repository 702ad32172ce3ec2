package io.nerine.samples.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What came of one run of the program, within this process. */
record Run(int code, String out, String err) {

  static Run nerine(Object... args) {
    return withInput("", args);
  }

  static Run withInput(String in, Object... args) {
    return withInput(new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)), args);
  }

  static Run withInput(InputStream in, Object... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] words =
        Arrays.stream(args)
            .map(arg -> arg instanceof Path path ? path.toString() : String.valueOf(arg))
            .toArray(String[]::new);
    int code =
        Nerine.run(
            words,
            in,
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Run(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  List<String> outLines() {
    return out.lines().toList();
  }

  List<String> errLines() {
    return err.lines().toList();
  }
}
