package dev.fairlead.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The code and the links of the documentation. */
class DocumentationIT {

  private static final Pattern SNIPPET = Pattern.compile("<!-- snippet: (\\S+)#(\\S+) -->");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");

  private static Stream<Path> pages() {
    return Stream.concat(
        Tree.files("docs", ".md").stream(), Stream.of(Tree.ROOT.resolve("README.md")));
  }

  /** A marked block of code is, line by line, the region of the test that runs it. */
  @Test
  void everyMarkedSnippetIsTheCodeThatIsTested() {
    int checked = pages().mapToInt(DocumentationIT::checkSnippets).sum();

    assertTrue(checked > 0);
  }

  @Test
  void everyBlockOfJavaIsMarked() {
    var unmarked = new ArrayList<String>();
    pages()
        .forEach(page -> {
          List<String> lines = Tree.lines(page);
          for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).equals("```java") && !SNIPPET.matcher(lines.get(i - 1)).matches()) {
              unmarked.add(Tree.ROOT.relativize(page) + ":" + (i + 1));
            }
          }
        });

    assertEquals(List.of(), unmarked);
  }

  private static int checkSnippets(Path page) {
    int checked = 0;
    List<String> lines = Tree.lines(page);
    for (int i = 0; i < lines.size(); i++) {
      Matcher marker = SNIPPET.matcher(lines.get(i));
      if (marker.matches()) {
        assertEquals(
            region(Tree.ROOT.resolve(marker.group(1)), marker.group(2)),
            block(lines, i + 1),
            page + " shows another " + marker.group());
        checked++;
      }
    }
    return checked;
  }

  private static String block(List<String> lines, int start) {
    assertEquals("```java", lines.get(start));
    int end = start + 1 + lines.subList(start + 1, lines.size()).indexOf("```");
    return String.join("\n", lines.subList(start + 1, end));
  }

  private static String region(Path file, String name) {
    var region = new ArrayList<String>();
    boolean inside = false;
    for (String line : Tree.lines(file)) {
      if (line.strip().equals("// @start region=\"" + name + "\"")) {
        inside = true;
      } else if (inside && line.strip().equals("// @end")) {
        break;
      } else if (inside) {
        region.add(line);
      }
    }
    return String.join("\n", region).stripTrailing().stripIndent().strip();
  }

  @Test
  void everyLinkToAFileLeadsSomewhere() {
    var dead = new ArrayList<String>();
    pages()
        .forEach(page -> {
          Matcher link = LINK.matcher(String.join("\n", Tree.lines(page)));
          while (link.find()) {
            if (!Files.exists(page.resolveSibling(link.group(1)))) {
              dead.add(Tree.ROOT.relativize(page) + " -> " + link.group(1));
            }
          }
        });

    assertEquals(List.of(), dead);
  }
}
