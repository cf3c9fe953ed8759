package dev.fairlead.file.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.file.AsyncPath;
import dev.fairlead.file.CaseSensitivity;
import dev.fairlead.file.FileStatus;
import dev.fairlead.file.FileType;
import dev.fairlead.file.PathChange;
import dev.fairlead.file.PathEntry;
import dev.fairlead.file.PathInfo;
import dev.fairlead.file.WalkedDirectory;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AsyncPathSnippets {

  @Test
  void pure() {
    // @start region="pure"
    AsyncPath path = AsyncPath.of("/srv/data/report.tar.gz");

    assertEquals("report.tar.gz", path.name());
    assertEquals(List.of(".tar", ".gz"), path.suffixes());
    assertEquals(AsyncPath.of("/srv/data/summary.gz"), path.withStem("summary"));
    assertEquals("data/report.tar.gz", path.relativeTo("/srv").toString());
    assertEquals("../data/report.tar.gz", path.relativeToWalkingUp("/srv/log").toString());
    assertTrue(path.match("data/*.gz"));
    // @end
  }

  @ForEveryBackend
  void contents(@TempDir Path folder) throws IOException {
    // @start region="contents"
    AsyncPath path = AsyncPath.of(folder).resolve("notes", "today.txt");
    path.parent().mkdir(o -> o.withParents().withExistOk());
    path.writeText("first line\n");
    path.appendText("second line\n");
    String text = path.readText();
    // @end
    assertEquals("first line\nsecond line\n", text);
  }

  @ForEveryBackend
  void replace(@TempDir Path folder) throws IOException {
    AsyncPath settings = AsyncPath.of(folder).resolve("settings");
    settings.writeText("colour=red\n");
    // @start region="replace"
    settings.replaceContent(file -> {
      file.writeText("colour=blue\n");
      file.writeText("size=large\n");
    });
    // @end
    assertEquals("colour=blue\nsize=large\n", settings.readText());
  }

  @ForEveryBackend
  void list(@TempDir Path folder) throws IOException {
    AsyncPath path = AsyncPath.of(folder);
    path.resolve("a.log").writeText("12345");
    path.resolve("b.txt").writeText("1");
    long bytes = 0;
    // @start region="list"
    try (var logs = path.glob("**/*.log")) {
      for (PathEntry entry : logs) {
        bytes += entry.status().orElseThrow().size();
      }
    }
    // @end
    assertEquals(5, bytes);
  }

  @ForEveryBackend
  void copy(@TempDir Path folder) throws IOException {
    AsyncPath source = AsyncPath.of(folder).resolve("source");
    source.mkdir();
    source.resolve("file").writeText("content");
    var progress = new StringBuilder();
    // @start region="copy"
    AsyncPath copy =
        source.copy(
            source.withName("copy"),
            o ->
                o.withMetadata()
                    .withoutFollowingLinks()
                    .withProgress(p -> progress.append(p.bytes()).append(' ')));
    // @end
    assertEquals("content", copy.resolve("file").readText());
    assertEquals("7 7 ", progress.toString());
  }

  @ForEveryBackend
  void watch(@TempDir Path folder) throws IOException {
    AsyncPath inbox = AsyncPath.of(folder);
    AsyncPath arrived;
    // @start region="watch"
    try (var changes = inbox.watch()) {
      inbox.resolve("letter").writeText("hello");
      PathChange change = changes.receive();
      arrived = change.path().orElse(inbox); // Empty if too much has happened: look at all.
    }
    // @end
    assertEquals(inbox.resolve("letter"), arrived);
  }

  @ForEveryBackend
  void status(@TempDir Path folder) throws IOException {
    AsyncPath path = AsyncPath.of(folder).resolve("script");
    path.writeText("#!/bin/sh\n");
    path.chmod(0640);
    boolean readable = true;
    // @start region="status"
    if (path.exists()) {
      FileStatus status = path.status();
      assertEquals(FileType.REGULAR, status.type());
      assertEquals(10, status.size());
      readable = status.unix().map(unix -> (unix.permissions() & 0004) != 0).orElse(true);
    }
    // @end
    assertFalse(readable);
  }

  @ForEveryBackend
  void info(@TempDir Path folder) throws IOException {
    AsyncPath path = AsyncPath.of(folder).resolve("cache");
    path.mkdir();
    // @start region="info"
    PathInfo info = path.info();
    boolean usable = info.exists() && info.isDirectory(); // The second answer is remembered.
    // @end
    path.rmdir();
    assertTrue(usable && info.isDirectory());
  }

  @ForEveryBackend
  void walk(@TempDir Path folder) throws IOException {
    AsyncPath project = AsyncPath.of(folder);
    project.resolve("src").mkdir();
    project.resolve("src", "Main.java").writeText("class Main {}");
    project.resolve(".git").mkdir();
    project.resolve(".git", "HEAD").writeText("main");
    var sources = new ArrayList<String>();
    // @start region="walk"
    try (var directories =
        project.walk(o -> o.withDescend(entry -> !entry.path().name().startsWith(".")))) {
      for (WalkedDirectory directory : directories) {
        directory.files().forEach(file -> sources.add(file.path().name()));
      }
    }
    // @end
    assertEquals(List.of("Main.java"), sources);
  }

  @ForEveryBackend
  void glob(@TempDir Path folder) throws IOException {
    AsyncPath pictures = AsyncPath.of(folder);
    pictures.resolve("Sea.JPG").writeText("");
    pictures.resolve("hills.jpg").writeText("");
    var found = new TreeSet<String>();
    // @start region="glob"
    try (var matches =
        pictures.rglob(
            "*.jpg", o -> o.withLetters(CaseSensitivity.INSENSITIVE).withFollowLinks())) {
      matches.forEach(entry -> found.add(entry.path().name()));
    }
    // @end
    assertEquals(Set.of("Sea.JPG", "hills.jpg"), found);
  }

  @ForEveryBackend
  void names(@TempDir Path folder) throws IOException {
    AsyncPath queue = AsyncPath.of(folder);
    queue.resolve("1").writeText("");
    queue.resolve("2").writeText("");
    int waiting = 0;
    // @start region="names"
    try (var entries = queue.list(o -> o.withoutStatus())) {
      for (PathEntry _ : entries) {
        waiting++;
      }
    }
    // @end
    assertEquals(2, waiting);
  }
}
