package io.nerine.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.document.AnnotatedDocument;
import io.nerine.evaluation.ErrorKind;
import io.nerine.evaluation.Evaluation;
import io.nerine.evaluation.Evaluator;
import io.nerine.exception.NerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationReportTest {

  private static final String PAGE = InventedEvaluation.report().toHtml();

  private static long count(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().count();
  }

  @Test
  void showsTheFiguresOfTheEvaluation() {
    Evaluation evaluation = InventedEvaluation.evaluation(60, 0.35, 1);
    assertThat(PAGE)
        .contains("<div class=\"value\">" + Figures.percent(evaluation.micro().f1()) + "</div>")
        .contains(evaluation.micro().gold() + " gold mentions");
    evaluation
        .types()
        .forEach(
            (type, scores) ->
                assertThat(PAGE)
                    .containsPattern(
                        "<th scope=\"row\">%s</th><td data-value=\"%s\""
                            .formatted(type, Figures.plain(scores.f1()))));
  }

  @Test
  void listsEveryErrorOnceWithItsKindTypesAndCells() {
    Evaluation evaluation = InventedEvaluation.evaluation(60, 0.35, 1);
    for (ErrorKind kind : ErrorKind.values()) {
      assertThat(count("<li data-kind=\"%s\"".formatted(kind.name()), PAGE))
          .as("errors of kind %s", kind)
          .isEqualTo(evaluation.errorCounts().get(kind).longValue());
    }
    assertThat(evaluation.errorCounts().values())
        .filteredOn(number -> number > 0)
        .hasSizeGreaterThan(4);
  }

  @Test
  void theCellsOfTheMatrixLeadToTheirErrors() {
    Evaluation evaluation = InventedEvaluation.evaluation(60, 0.35, 1);
    int confused = evaluation.confusion().count("Site", "Part");
    assertThat(confused).isPositive();
    assertThat(PAGE)
        .contains("{&quot;cell&quot;:&quot;Site \u2192 Part&quot;}")
        .contains("%d of actual Site predicted as Part".formatted(confused));
    assertThat(count("data-cell=\"Site \u2192 Part\"", PAGE)).isEqualTo(confused);
  }

  @Test
  void escapesEverythingThatComesFromOutside() {
    assertThat(PAGE)
        .contains("<h1>Tickets &lt;3&gt; &amp; &quot;more&quot;</h1>")
        .contains("Dock &lt;7&gt; &amp; Co")
        .doesNotContain("<b>second</b>");
    List<AnnotatedDocument> hostile =
        List.of(
            AnnotatedDocument.builder("</script><script>alert(1)</script>", "a\u0000\uD83Db </li>")
                .span(0, 4, "\"><img src=x onerror=alert(1)>")
                .build());
    String page =
        EvaluationReport.builder(
                Evaluator.evaluate(
                    hostile,
                    hostile.stream().map(d -> d.toBuilder().clearSpans().build()).toList()))
            .build()
            .toHtml();
    assertThat(page).doesNotContain("<img", "alert(1)</script>", "\u0000", "\uD83Db");
    assertThat(count("<script>", page)).isEqualTo(1);
  }

  @Test
  void needsNothingFromOutside() {
    assertThat(count("(?:src|href)=\"(?!#|data:)[^\"]*\"", PAGE)).isZero();
    assertThat(PAGE).doesNotContain("http://", "@import", "url(");
  }

  @Test
  void closesWhatItOpens() {
    String markup =
        Pattern.compile("<(style|script)>.*?</\\1>", Pattern.DOTALL).matcher(PAGE).replaceAll("");
    Deque<String> open = new ArrayDeque<>();
    Matcher tags = Pattern.compile("<(/?)([a-z0-9]+)[^>]*>").matcher(markup);
    while (tags.find()) {
      String tag = tags.group(2);
      if (!tags.group(1).isEmpty()) {
        assertThat(open.pop()).isEqualTo(tag);
      } else if (!Set.of("meta", "link", "input").contains(tag)) {
        open.push(tag);
      }
    }
    assertThat(open).isEmpty();
  }

  @Test
  void showsAnEvaluationOfNothing() {
    String page =
        EvaluationReport.builder(Evaluator.evaluate(List.of(), List.of())).build().toHtml();
    assertThat(page).contains("0 documents hold 0 gold mentions", "There is none.");
  }

  @Test
  void saysHowManyErrorsItLeavesOut() {
    Evaluation many = InventedEvaluation.evaluation(1200, 0.9, 3);
    assertThat(many.errors().size()).isGreaterThan(ErrorBrowser.MOST_SHOWN);
    String page = EvaluationReport.builder(many).build().toHtml();
    assertThat(page).contains("The first 2000 of %d places".formatted(many.errors().size()));
    assertThat(page.length()).isLessThan(2_000_000);
  }

  @Test
  void writesAFileWhole(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("deep").resolve("report.html");
    InventedEvaluation.report().write(file);
    assertThat(Files.readString(file)).isEqualTo(PAGE);
    assertThatThrownBy(() -> InventedEvaluation.report().write(file.resolve("below.html")))
        .isInstanceOf(NerException.class)
        .hasMessageContaining("below.html");
  }

  @Test
  void comparesWithAnotherModel() {
    assertThat(PAGE)
        .contains("version 4 against version 3", "Won: right with version 4", "Lost: wrong with");
  }
}
