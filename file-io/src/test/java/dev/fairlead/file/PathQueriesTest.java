package dev.fairlead.file;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.sync.CapacityLimiter;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsRealThreads
@ForEveryBackend
class PathQueriesTest {

  @TempDir private Path folder;
  private AsyncPath base;

  @BeforeEach
  void makeFiles() throws IOException {
    base = AsyncPath.of(folder.toRealPath());
    Files.writeString(folder.resolve("file"), "content");
    Files.createDirectories(folder.resolve("dir/below"));
    Files.createSymbolicLink(folder.resolve("toFile"), Path.of("file"));
    Files.createSymbolicLink(folder.resolve("toDir"), Path.of("dir"));
    Files.createSymbolicLink(folder.resolve("dangling"), Path.of("missing"));
    Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
  }

  @Test
  void exists() throws IOException {
    assertTrue(base.resolve("file").exists());
    assertTrue(base.resolve("toFile").exists());
    assertFalse(base.resolve("missing").exists());
    assertFalse(base.resolve("dangling").exists());
    assertTrue(base.resolve("dangling").exists(NOFOLLOW_LINKS));
    assertFalse(base.resolve("loop").exists());
    assertFalse(base.resolve("file/below").exists());
    assertFalse(base.resolve("x".repeat(300)).exists());
    assertTrue(AsyncPath.of("").exists());
  }

  @Test
  void filesAndDirectories() throws IOException {
    assertTrue(base.resolve("file").isFile());
    assertTrue(base.resolve("toFile").isFile());
    assertFalse(base.resolve("toFile").isFile(NOFOLLOW_LINKS));
    assertFalse(base.resolve("dir").isFile());
    assertTrue(base.resolve("dir").isDirectory());
    assertTrue(base.resolve("toDir").isDirectory());
    assertFalse(base.resolve("toDir").isDirectory(NOFOLLOW_LINKS));
    assertFalse(base.resolve("missing").isDirectory());
    assertFalse(base.resolve("dir").isJunction());
  }

  @Test
  void links() throws IOException {
    assertTrue(base.resolve("toFile").isSymbolicLink());
    assertTrue(base.resolve("dangling").isSymbolicLink());
    assertFalse(base.resolve("file").isSymbolicLink());
    assertEquals("missing", base.resolve("dangling").readLink().toString());
    assertThrows(NotLinkException.class, () -> base.resolve("file").readLink());
  }

  @Test
  void specialFiles() throws Exception {
    SpecialFiles.pipe(folder.resolve("pipe"));
    Path short1 = Files.createTempDirectory(Path.of("/tmp"), "fl");
    Path socket = short1.resolve("s");
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));

      assertTrue(AsyncPath.of(socket).isSocket());
      assertFalse(AsyncPath.of(socket).isFile());
    } finally {
      Files.deleteIfExists(socket);
      Files.delete(short1);
    }

    assertTrue(base.resolve("pipe").isFifo());
    assertFalse(base.resolve("file").isFifo());
    assertTrue(AsyncPath.of("/dev/null").isCharacterDevice());
    assertFalse(AsyncPath.of("/dev/null").isBlockDevice());
    assertFalse(base.resolve("missing").isSocket());
    assertEquals(FileType.FIFO, base.resolve("pipe").status().type());
  }

  @Test
  void mounts() throws IOException {
    assertTrue(AsyncPath.of("/").isMount());
    assertTrue(AsyncPath.of("/proc").isMount());
    assertFalse(base.resolve("dir").isMount());
    assertFalse(base.resolve("file").isMount());
    assertFalse(base.resolve("missing").isMount());
  }

  @Test
  void status() throws IOException {
    FileStatus status = base.resolve("toFile").status();
    UnixStatus unix = status.unix().orElseThrow();

    assertEquals(7, status.size());
    assertTrue(status.isFile());
    assertEquals(Files.getLastModifiedTime(folder.resolve("file")), status.lastModified());
    assertEquals(Files.getAttribute(folder.resolve("file"), "unix:ino"), unix.inode());
    assertEquals(1, unix.links());
    assertEquals(0100000, unix.mode() & 0170000);
    assertTrue(base.resolve("toFile").linkStatus().isSymbolicLink());
    assertEquals(status.key(), base.resolve("file").linkStatus().key());
    assertThrows(NoSuchFileException.class, () -> base.resolve("missing").status());
  }

  @Test
  void ownerAndGroup() throws IOException {
    assertEquals(Files.getOwner(folder.resolve("file")).getName(), base.resolve("file").owner());
    assertFalse(base.resolve("file").group().isEmpty());
    assertThrows(NoSuchFileException.class, () -> base.resolve("missing").owner());
    assertFalse(base.resolve("dangling").owner(NOFOLLOW_LINKS).isEmpty());
  }

  @Test
  void sameFile() throws IOException {
    assertTrue(base.resolve("file").isSameFile(base.resolve("toFile")));
    assertTrue(base.resolve("file").isSameFile(folder.resolve("dir/../file")));
    assertFalse(base.resolve("file").isSameFile(base.resolve("dir")));
    assertThrows(
        NoSuchFileException.class, () -> base.resolve("file").isSameFile(base.resolve("missing")));
  }

  @Test
  void realPaths() throws IOException {
    assertEquals(base.resolve("file"), base.resolve("dir/../toFile").realPath());
    assertEquals(base.resolve("dir/below"), base.resolve("toDir/below").realPath());
    assertThrows(NoSuchFileException.class, () -> base.resolve("missing").realPath());
    assertThrows(IOException.class, () -> base.resolve("loop").realPath());
  }

  @Test
  void realPathsOfWhatIsMissing() throws IOException {
    assertEquals(base.resolve("dir/x/y"), base.resolve("toDir/x/y").realPathIfAny());
    assertEquals(base.resolve("missing/x"), base.resolve("dangling/x").realPathIfAny());
    assertEquals(base.resolve("x"), base.resolve("toDir/../x").realPathIfAny());
    assertEquals(base.resolve("loop"), base.resolve("loop").realPathIfAny());
    assertEquals(base.resolve("file"), base.resolve("toFile").realPathIfAny());
    assertEquals(AsyncPath.of("/x"), AsyncPath.of("/../../x").realPathIfAny());
  }

  @Test
  void homes() throws IOException {
    assertEquals(AsyncPath.home(), AsyncPath.of("~").expandUser());
    assertEquals(AsyncPath.home().resolve("a/b"), AsyncPath.of("~/a/b").expandUser());
    String[] account = Files.readAllLines(Path.of("/etc/passwd")).getFirst().split(":", -1);
    assertEquals(AsyncPath.of(account[5], "x"), AsyncPath.of("~" + account[0] + "/x").expandUser());
    assertEquals(AsyncPath.of("a/~"), AsyncPath.of("a/~").expandUser());
    assertEquals(AsyncPath.of("/~"), AsyncPath.of("/~").expandUser());
    assertThrows(IOException.class, () -> AsyncPath.of("~nobody-of-this-name").expandUser());
    assertTrue(AsyncPath.cwd().isAbsolute());
  }

  @Test
  void whatIsFoundHasTheLimiterOfThePath() throws IOException {
    var limiter = new CapacityLimiter(1);
    AsyncPath limited = base.withLimiter(limiter);

    for (AsyncPath found :
        List.of(
            limited.resolve("toFile").readLink(),
            limited.resolve("toFile").realPath(),
            limited.resolve("missing").realPathIfAny(),
            limited.expandUser(),
            limited.list().toList().getFirst().path(),
            limited.rglob("below").toList().getFirst().path(),
            limited.walk().toList().getFirst().path(),
            limited.resolve("file").copy(limited.resolve("copy")),
            limited.resolve("copy").rename(limited.resolve("renamed")))) {
      assertEquals(Optional.of(limiter), found.limiter(), found::toString);
    }
  }

  @Test
  void infoIsRemembered() throws IOException {
    AsyncPath path = base.resolve("file");
    assertTrue(path.info().isFile());
    assertFalse(path.info().isSymbolicLink());

    Files.delete(folder.resolve("file"));

    assertTrue(path.info().exists());
    assertTrue(path.info().isFile(NOFOLLOW_LINKS));
    assertFalse(path.exists());
    assertFalse(base.resolve("file").info().exists());
    assertTrue(base.resolve("dir").info().isDirectory());
    assertNotEquals(path.info(), base.resolve("file").info());
  }
}
