package dev.fairlead.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every test that {@code docs/parity.md} names must exist. */
class ParityIT {

  private static final Pattern ROW = Pattern.compile("\\| (F\\d{3}) \\|(.*)\\|(.*)\\|(.*)\\|");
  private static final Pattern TEST = Pattern.compile("(\\w+)#(\\w+)");
  private static final Path TABLE = Tree.ROOT.resolve("docs/parity.md");

  /** One line of the table. */
  private record Row(String id, String tests) {}

  private static List<Row> rows() {
    return Tree.lines(TABLE).stream()
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .map(matched -> new Row(matched.group(1), matched.group(4).strip()))
        .toList();
  }

  @Test
  void everyFeatureHasOneLine() {
    List<String> expected =
        Stream.iterate(1, i -> i + 1).limit(290).map("F%03d"::formatted).toList();

    assertEquals(expected, rows().stream().map(Row::id).sorted().toList());
  }

  @Test
  void everyNamedTestExists() {
    Map<String, String> sources = testSources();
    var missing = new ArrayList<String>();
    for (Row row : rows()) {
      Matcher named = TEST.matcher(row.tests());
      while (named.find()) {
        String type = "class " + named.group(1) + " ";
        String method = " " + named.group(2) + "(";
        if (sources.values().stream().noneMatch(s -> s.contains(type) && s.contains(method))) {
          missing.add(row.id() + ": " + named.group());
        }
      }
    }

    assertEquals(List.of(), missing);
  }

  @Test
  void everyLineNamesATestOrSaysWhyThereIsNone() {
    List<String> silent =
        rows().stream()
            .filter(row -> !TEST.matcher(row.tests()).find())
            .filter(row -> !row.tests().startsWith("n/a: ") && !row.tests().startsWith("missing: "))
            .map(Row::id)
            .toList();

    assertEquals(List.of(), silent);
    assertTrue(rows().size() > 100);
  }

  private static Map<String, String> testSources() {
    var sources = new HashMap<String, String>();
    for (Path file : Tree.files("", ".java")) {
      if (file.toString().contains("/src/test/")) {
        String name = file.getFileName().toString();
        String type = name.substring(0, name.length() - ".java".length());
        sources.merge(type, String.join("\n", Tree.lines(file)), String::concat);
      }
    }
    return sources;
  }
}
