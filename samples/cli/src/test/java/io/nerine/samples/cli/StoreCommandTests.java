package io.nerine.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreCommandTests {

  @TempDir private Path folder;

  private Path store;
  private Path model;

  @BeforeEach
  void writeModel() {
    store = folder.resolve("models");
    model = TinyBundle.write(folder.resolve("m.nerine"));
  }

  private Run store(Object... words) {
    Object[] line = new Object[words.length + 2];
    line[0] = "store";
    line[1] = store;
    System.arraycopy(words, 0, line, 2, words.length);
    Run run = Run.nerine(line);
    assertThat(run.err()).doesNotContain("\tat ");
    return run;
  }

  private Run done(Object... words) {
    Run run = store(words);
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.DONE);
    return run;
  }

  @Test
  void versionsGoThroughTheirWholeLife() {
    assertThat(done("add", "travel", model).outLines()).containsExactly("travel:1");
    assertThat(done("add", "travel", model, "--note", "again", "--parent", "travel").outLines())
        .containsExactly("travel:2");
    assertThat(done("deploy", "production", "travel:1").outLines())
        .containsExactly("production: nothing -> travel:1");
    assertThat(done("deploy", "staging", "travel", "--reason", "try it").outLines())
        .containsExactly("staging: nothing -> travel:2");
    assertThat(done("swap", "production", "staging").outLines())
        .containsExactly("production: travel:1 -> travel:2");
    assertThat(done().outLines())
        .hasSize(3)
        .anySatisfy(line -> assertThat(line).startsWith("travel:1  staging"))
        .anySatisfy(
            line ->
                assertThat(line).startsWith("travel:2  production").endsWith("travel:1  again"));
    assertThat(done("list").out()).isEqualTo(done().out());
    assertThat(done("rollback", "production").outLines())
        .containsExactly("production: travel:2 -> travel:1");
    assertThat(done("retire", "staging").outLines())
        .containsExactly("staging: travel:1 -> nothing");
    assertThat(done("history").outLines()).hasSize(6);
    assertThat(done("history", "staging").outLines())
        .hasSize(3)
        .first()
        .asString()
        .contains("deploy  staging: nothing -> travel:2  try it");
    assertThat(done("gc", "--newest", "0", "--rollbacks", "0").out())
        .startsWith("removed 1 version (")
        .contains("travel:2");
    assertThat(done("gc").outLines()).containsExactly("nothing removed");
  }

  @Test
  void aVersionGoesToAnotherStore() {
    done("add", "travel", model);
    Path file = folder.resolve("out.nerine");
    done("export", "travel:1", file);

    assertThat(Run.nerine("info", file).code()).isEqualTo(ExitCode.DONE);
    Run imported = Run.nerine("store", folder.resolve("other"), "import", file);
    assertThat(imported.outLines()).containsExactly("travel:1");
    assertThat(done("remove", "travel:1").out()).startsWith("removed 1 version");
  }

  @Test
  void aGateLetsPassWhatIsNoWorseAndKeepsTheFigures() throws IOException {
    done("add", "travel", model);
    done("add", "travel", model);
    Path test = folder.resolve("test.jsonl");
    Files.writeString(
        test,
        """
        {"id": "a", "text": "Anna was in Paris", "spans": [{"start": 0, "end": 4, "label": "Person"}]}
        """);
    done("deploy", "production", "travel:1");

    Run run = done("deploy", "production", "travel:2", "--gate", test, "--tolerate", "0.5");

    assertThat(run.outLines())
        .hasSize(2)
        .last()
        .asString()
        .startsWith("micro F1 ")
        .contains("1 doc");
    assertThat(done("history").out()).contains("gate  micro F1 ");
  }

  @Test
  void whatDoesNotExistIsToldWithWhatDoes() {
    assertThat(store("list").err()).contains("There is no model store at '" + store + "'");
    assertThat(store).doesNotExist();
    done("add", "travel", model);
    for (Run run :
        new Run[] {
          store("deploy", "production", "travel:7"),
          store("deploy", "production", "trains"),
          store("rollback", "production"),
          store("swap", "a", "a"),
          store("remove", "travel"),
          store("add", "../travel", model),
          store("add", "travel", folder.resolve("missing")),
          store("gc", "--newest", "-1"),
          store("deploy", "production", "travel", "--tolerate", "1"),
          store("retreat", "production")
        }) {
      assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.BAD_INPUT);
      assertThat(run.err()).startsWith("nerine: ");
    }
    assertThat(store("deploy", "production", "travel:7").err()).contains("there are travel:1");
    assertThat(store("deploy", "production", "trains").err()).contains("its models are travel");
  }
}
