package io.nerine.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * How the page works in a browser. Needs Chromium and its driver; says so where they are absent.
 */
class ReportBrowserTest {

  private static final List<Path> BROWSERS =
      List.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/google-chrome"));
  private static final List<Path> DRIVERS =
      List.of(Path.of("/usr/bin/chromedriver"), Path.of("/usr/lib/chromium/chromedriver"));

  @TempDir private static Path directory;

  @TestFactory
  Stream<DynamicTest> worksInABrowser() {
    Path browser = BROWSERS.stream().filter(Files::exists).findFirst().orElse(null);
    Path driver = DRIVERS.stream().filter(Files::exists).findFirst().orElse(null);
    if (browser == null || driver == null) {
      System.err.println(
          "ReportBrowserTest left out the report in a browser: no Chromium with its driver");
      return Stream.of(
          DynamicTest.dynamicTest(
              "page is made", () -> assertThat(InventedEvaluation.report().toHtml()).isNotEmpty()));
    }
    Path page = directory.resolve("report.html");
    InventedEvaluation.report().write(page);
    ChromeDriver chrome = start(browser, driver);
    return Stream.of(
            check("no error is logged", chrome, page, this::logsNothing),
            check("filters narrow the list", chrome, page, this::filters),
            check("cells and kinds lead to errors", chrome, page, this::leadsToErrors),
            check("columns sort by keyboard", chrome, page, this::sorts),
            check("every control is reached by Tab", chrome, page, this::reachesAll),
            check("fits a phone", chrome, page, this::fitsAPhone),
            check("text can be read in light and dark", chrome, page, this::hasContrast))
        .onClose(chrome::quit);
  }

  /** What a test asks of the opened page. */
  private interface Check {
    void run(ChromeDriver chrome);
  }

  private static DynamicTest check(String name, ChromeDriver chrome, Path page, Check check) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          chrome.manage().window().setSize(new Dimension(1280, 900));
          chrome.get(page.toUri().toString());
          check.run(chrome);
        });
  }

  private static ChromeDriver start(Path browser, Path driver) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser.toFile());
    options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu");
    LoggingPreferences logging = new LoggingPreferences();
    logging.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logging);
    return new ChromeDriver(
        new ChromeDriverService.Builder().usingDriverExecutable(driver.toFile()).build(), options);
  }

  private void logsNothing(ChromeDriver chrome) {
    List<LogEntry> entries = chrome.manage().logs().get(LogType.BROWSER).getAll();
    assertThat(entries).isEmpty();
    assertThat(number(chrome, "return performance.getEntriesByType('resource').length")).isZero();
  }

  private void filters(ChromeDriver chrome) {
    long all = number(chrome, "return document.querySelectorAll('.errors > li[data-kind]').length");
    assertThat(visible(chrome)).isEqualTo(50);
    assertThat(chrome.findElement(By.cssSelector("[aria-live]")).getText())
        .isEqualTo("50 of %d errors shown.".formatted(all));

    chrome.findElement(By.name("kind")).sendKeys(Keys.ARROW_DOWN);
    long wrongType = number(chrome, count("[data-kind='WRONG_TYPE']"));
    assertThat(visible(chrome)).isEqualTo(Math.min(50, wrongType)).isPositive();

    chrome.findElement(By.name("text")).sendKeys("no such words");
    assertThat(visible(chrome)).isZero();
    assertThat(chrome.findElement(By.cssSelector("[aria-live]")).getText())
        .isEqualTo("No error fits these filters.");

    chrome.findElement(By.cssSelector("form button")).sendKeys(Keys.ENTER);
    assertThat(visible(chrome)).isEqualTo(50);
    chrome.findElement(By.cssSelector("button.more")).sendKeys(Keys.ENTER);
    assertThat(visible(chrome)).isEqualTo(Math.min(100, all));
  }

  private void leadsToErrors(ChromeDriver chrome) {
    WebElement cell =
        chrome.findElement(
            By.xpath("//button[contains(@aria-label, 'actual Site predicted as Part')]"));
    int expected = Integer.parseInt(cell.getText());
    cell.sendKeys(Keys.ENTER);
    assertThat(visible(chrome)).isEqualTo(expected);
    assertThat(chrome.switchTo().activeElement().getText()).isEqualTo("Errors");

    WebElement kind =
        chrome.findElement(By.xpath("//section[@id='kinds']//button[text()='Missed']"));
    kind.sendKeys(Keys.SPACE);
    assertThat(visible(chrome))
        .isEqualTo(Math.min(50, number(chrome, count("[data-kind='MISSED']"))))
        .isPositive();
  }

  private void sorts(ChromeDriver chrome) {
    WebElement head = chrome.findElement(By.xpath("//section[@id='types']//button[text()='F1']"));
    head.sendKeys(Keys.ENTER);
    List<Double> falling = scores(chrome);
    assertThat(falling).isSortedAccordingTo((one, other) -> Double.compare(other, one));
    head.sendKeys(Keys.ENTER);
    assertThat(scores(chrome)).isSorted().hasSameSizeAs(falling);
    assertThat(chrome.findElement(By.cssSelector("#types th[aria-sort]")).getAttribute("aria-sort"))
        .isEqualTo("ascending");
  }

  private static List<Double> scores(ChromeDriver chrome) {
    List<Double> scores = new ArrayList<>();
    for (WebElement cell : chrome.findElements(By.cssSelector("#types tbody td:nth-child(2)"))) {
      scores.add(Double.parseDouble(Objects.requireNonNull(cell.getAttribute("data-value"))));
    }
    return scores;
  }

  private void reachesAll(ChromeDriver chrome) {
    long controls =
        number(
            chrome,
            """
            window.wanted = new Set([...document.querySelectorAll(
                'a[href], button, select, input, summary, [tabindex="0"]')]
                .filter(e => e.checkVisibility()));
            return window.wanted.size;
            """);
    assertThat(controls).isGreaterThan(30);
    for (int i = 0; i < controls + 5; i++) {
      new Actions(chrome).sendKeys(Keys.TAB).perform();
      chrome.executeScript("window.wanted.delete(document.activeElement)");
    }
    assertThat(
            chrome.executeScript(
                "return [...window.wanted].map(e => e.outerHTML.slice(0, 100)).join('\\n')"))
        .isEqualTo("");
  }

  private void fitsAPhone(ChromeDriver chrome) {
    chrome.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", 375, "height", 800, "deviceScaleFactor", 2, "mobile", true));
    try {
      assertThat(number(chrome, "return document.documentElement.scrollWidth"))
          .isLessThanOrEqualTo(375);
      assertThat(
              number(
                  chrome,
                  """
                  return [...document.querySelectorAll('button.action, select, input')]
                      .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 24)
                      .length
                  """))
          .isZero();
    } finally {
      chrome.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    }
  }

  private void hasContrast(ChromeDriver chrome) {
    List<Object> papers = new ArrayList<>();
    for (String scheme : List.of("light", "dark")) {
      chrome.executeCdpCommand(
          "Emulation.setEmulatedMedia",
          Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
      papers.add(chrome.executeScript("return getComputedStyle(document.body).backgroundColor"));
      assertThat(chrome.executeScript(CONTRAST)).as("hard to read in %s", scheme).isEqualTo("");
    }
    assertThat(papers.get(0)).isNotEqualTo(papers.get(1));
  }

  /**
   * Text whose contrast with what is behind it is below 4.5 (WCAG 2.1, success criterion 1.4.3).
   */
  private static final String CONTRAST =
      """
      const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
      const over = colours => {
        canvas.clearRect(0, 0, 1, 1);
        for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
        return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
      };
      const luminance = rgb => {
        const [r, g, b] = rgb.map(c => c / 255)
            .map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const bad = [];
      for (const element of document.querySelectorAll('body *')) {
        const hasText = [...element.childNodes].some(n => n.nodeType === 3 && n.data.trim());
        if (!hasText || !element.checkVisibility() || element.closest('svg, script, option')) continue;
        const behind = [];
        for (let e = element; e; e = e.parentElement) {
          behind.unshift(getComputedStyle(e).backgroundColor);
        }
        const back = over(behind);
        const text = over([...behind, getComputedStyle(element).color]);
        const [high, low] = [luminance(back), luminance(text)].sort((a, b) => b - a);
        if ((high + 0.05) / (low + 0.05) < 4.5) bad.push(element.outerHTML.slice(0, 120));
      }
      return [...new Set(bad)].slice(0, 5).join('\\n');
      """;

  private static String count(String selector) {
    return "return document.querySelectorAll(\".errors > li%s\").length".formatted(selector);
  }

  private static long visible(ChromeDriver chrome) {
    return number(chrome, count("[data-kind]:not([hidden])"));
  }

  private static long number(ChromeDriver chrome, String script) {
    return (Long) Objects.requireNonNull(chrome.executeScript(script));
  }
}
