package dev.fairlead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExceptionGroupTest {

  private final IOException io = new IOException("io");
  private final IllegalStateException state = new IllegalStateException("state");
  private final IOException deep = new IOException("deep");
  private final ExceptionGroup inner = new ExceptionGroup("inner", List.of(deep));
  private final ExceptionGroup group = new ExceptionGroup("outer", List.of(io, state, inner));

  @Test
  void theFirstIsTheCauseAndTheOthersAreSuppressed() {
    assertSame(io, group.getCause());
    assertEquals(List.of(state, inner), List.of(group.getSuppressed()));
    assertEquals(List.of(io, state, inner), group.exceptions());
  }

  @Test
  void matchFindsATypeAtAnyDepth() {
    assertEquals(List.of(io, deep), group.match(IOException.class));
    assertEquals(List.of(), group.match(Error.class));
  }

  @Test
  void splitDividesAndKeepsTheNesting() {
    ExceptionGroup.Split split = group.split(IOException.class::isInstance);

    ExceptionGroup matched = split.matched().orElseThrow();
    assertEquals(io, matched.exceptions().get(0));
    assertSame(inner, matched.exceptions().get(1));
    assertEquals(List.of(state), split.rest().orElseThrow().exceptions());
    assertEquals("outer (2)", matched.getMessage());
  }

  @Test
  void aSubgroupOfEverythingIsTheGroupItself() {
    assertSame(group, group.subgroup(t -> true).orElseThrow());
    assertEquals(Optional.empty(), group.subgroup(t -> false));
  }

  @Test
  void theSingleFailureOfNestedGroupsIsFound() {
    var nested = new ExceptionGroup("a", List.of(new ExceptionGroup("b", List.of(io))));

    assertEquals(Optional.of(io), nested.single());
    assertEquals(Optional.empty(), group.single());
    assertSame(io, assertThrows(IOException.class, () -> nested.throwSingle(IOException.class)));
    nested.throwSingle(IllegalStateException.class);
  }

  @Test
  void groupsThatAreNestedVeryDeepAreDividedAndShown() {
    Throwable nested = new ExceptionGroup("innermost", List.of(io, state));
    for (int depth = 0; depth < 20_000; depth++) {
      nested = new ExceptionGroup("", List.of(nested));
    }
    var deep = (ExceptionGroup) nested;

    ExceptionGroup.Split split = deep.split(IOException.class::isInstance);

    assertEquals(List.of(io), split.matched().orElseThrow().match(IOException.class));
    assertEquals(Optional.of(state), split.rest().orElseThrow().single());
    assertTrue(deep.toString().contains(state.toString()), deep::toString);
  }

  /** A group of a program's own. */
  private static final class OwnGroup extends ExceptionGroup {
    private static final long serialVersionUID = 1L;

    OwnGroup(String message, List<? extends Throwable> exceptions) {
      super(message, exceptions);
    }

    @Override
    protected ExceptionGroup derive(String message, List<? extends Throwable> part) {
      return new OwnGroup(message, part);
    }
  }

  @Test
  void thePartsOfASubclassAreOfItsKind() {
    var own = new OwnGroup("own", List.of(io, state));

    ExceptionGroup.Split split = own.split(IOException.class::isInstance);

    assertInstanceOf(OwnGroup.class, split.matched().orElseThrow());
    assertEquals("own (1)", split.rest().orElseThrow().getMessage());
    assertInstanceOf(OwnGroup.class, split.rest().orElseThrow());
  }

  @Test
  void aCancellationIsNoFailure() {
    var cancelled = new Cancelled(new CancelCause.Finished("a task"), "", null);

    var thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> new ExceptionGroup("group", List.of(new IOException("one"), cancelled)));

    assertTrue(thrown.getMessage().contains("no failure"), thrown::getMessage);
  }

  @Test
  void anEmptyGroupIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new ExceptionGroup("none", List.of()));
  }

  @Test
  void theStackTraceIsATree() {
    List<String> lines = printed(group).filter(line -> !line.strip().startsWith("at ")).toList();

    assertEquals("dev.fairlead.ExceptionGroup: outer (3)", lines.get(0));
    assertTrue(lines.contains("  1 of 3: java.io.IOException: io"), lines::toString);
    assertTrue(lines.contains("  3 of 3: dev.fairlead.ExceptionGroup: inner (1)"), lines::toString);
    assertTrue(lines.contains("    1 of 1: java.io.IOException: deep"), lines::toString);
  }

  @Test
  void theStackTraceGrowsWithTheFailuresOnly() {
    ExceptionGroup doubled = group;
    for (int i = 0; i < 15; i++) {
      doubled = new ExceptionGroup("level", List.of(doubled, doubled));
    }

    assertTrue(printed(doubled).count() < 2_000);
  }

  @Test
  void aHugeGroupIsCut() {
    var huge = new ExceptionGroup("huge", Collections.nCopies(10_000, io));

    List<String> lines = printed(huge).toList();

    assertTrue(lines.size() < 500);
    assertTrue(lines.get(lines.size() - 1).contains("and 9900 more"), lines::toString);
  }

  @Test
  void causesOfAFailureAreShown() {
    var withCause = new IllegalStateException("outside", new IOException("inside"));

    boolean shown =
        printed(new ExceptionGroup("g", List.of(withCause)))
            .anyMatch(line -> line.contains("caused by: java.io.IOException: inside"));

    assertTrue(shown);
    assertFalse(printed(group).anyMatch(line -> line.contains("caused by")));
  }

  @Test
  void whatIsSuppressedOnTheWayOutIsShown() {
    group.addSuppressed(new IOException("not closed"));

    assertTrue(
        printed(group).anyMatch("  suppressed: java.io.IOException: not closed"::equals),
        () -> String.join("\n", printed(group).toList()));
  }

  @Test
  void oneLineSaysWhatFailed() {
    assertEquals(
        "dev.fairlead.ExceptionGroup: outer (3): java.io.IOException: io;"
            + " java.lang.IllegalStateException: state; java.io.IOException: deep",
        group.toString());
    assertEquals(
        "dev.fairlead.ExceptionGroup: many (9): java.io.IOException: io; java.io.IOException: io;"
            + " java.io.IOException: io; ...",
        new ExceptionGroup("many", Collections.nCopies(9, io)).toString());
  }

  @Test
  void aGroupSurvivesSerialisation() throws Exception {
    var bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(group);

    var copy =
        (ExceptionGroup)
            new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();

    assertEquals(group.toString(), copy.toString());
    assertEquals(2, copy.match(IOException.class).size());
    assertSame(copy.exceptions().get(0), copy.getCause());
  }

  private static Stream<String> printed(Throwable thrown) {
    var text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString().lines();
  }
}
