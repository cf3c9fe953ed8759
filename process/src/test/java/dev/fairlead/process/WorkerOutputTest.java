package dev.fairlead.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.stream.MemoryObjectStreams;
import dev.fairlead.stream.ObjectSendStream;
import dev.fairlead.sync.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("slow")
@Timeout(60) // Starting JVMs takes long on a busy machine.
@ExtendWith(NoProcessIsLeft.class)
class WorkerOutputTest {

  private final List<OutputLine> lines = new CopyOnWriteArrayList<>();

  private WorkerOptions listening(WorkerOptions options) {
    return ToProcessTest.light(options).withOutputListener(lines::add);
  }

  private List<String> texts() {
    return lines.stream().map(OutputLine::text).toList();
  }

  private static int print(String text) {
    System.out.print(text);
    return 0;
  }

  @Test
  void whatAFunctionPrintsHasBeenToldWhenItReturns() throws Throwable {
    ToProcessTest.run(() -> {
      long pid =
          ToProcess.call(
              this::listening,
              () -> {
                System.out.println("first");
                System.err.println("second, \u00e4\u20ac\r");
                System.out.print("third");
                return ProcessHandle.current().pid();
              });

      assertEquals(List.of("first", "second, \u00e4\u20ac", "third"), texts());
      assertEquals("worker " + pid + ": first", lines.getFirst().toString());
    });
  }

  @ParameterizedTest
  @EnumSource
  void whatAFunctionPrintsDoesNotDisturbItsAnswer(Platform platform) throws Throwable {
    ToProcessTest.run(() -> {
      String answer =
          ToProcess.call(
              o -> ToProcessTest.on(platform, o),
              () -> {
                for (int i = 0; i < 3_000; i++) {
                  System.out.println("to standard output");
                  System.err.println("to standard error");
                }
                return "answer, input " + System.in.read();
              });
      assertEquals("answer, input -1", answer);
    });
  }

  @ParameterizedTest
  @EnumSource(names = {"BEST", "WITHOUT_NATIVE_CODE"})
  void whatProgramsPrintThatInheritItsOutputDoesNotEither(Platform platform) throws Throwable {
    ToProcessTest.run(() -> {
      int code =
          ToProcess.call(
              o -> ToProcessTest.on(platform, o).withOutputListener(lines::add),
              WorkerOutputTest::printByAProgram);

      assertEquals(0, code);
      assertEquals(0, ToProcess.call(o -> ToProcessTest.on(platform, o), () -> 0));
      if (platform == Platform.BEST) {
        assertEquals(List.of("by echo", "nothing to read"), texts());
      }
    });
  }

  private static int printByAProgram() throws IOException {
    String script = "echo by echo; read line || echo nothing to read";
    return new ProcessBuilder("/bin/sh", "-c", script)
        .inheritIO()
        .start()
        .onExit()
        .join()
        .exitValue();
  }

  @Test
  void eachCallHasItsOwnListener() throws Throwable {
    ToProcessTest.run(() -> {
      ToProcess.call(this::listening, () -> print("a"));
      ToProcess.call(ToProcessTest::light, () -> print("b"));
      ToProcess.call(this::listening, () -> print("c\n"));

      assertEquals(List.of("a", "c"), texts());
      assertEquals(lines.getFirst().source(), lines.getLast().source());
    });
  }

  @Test
  void manyLinesComeInOrder() throws Throwable {
    ToProcessTest.run(() -> {
      ToProcess.call(
          this::listening,
          () -> {
            for (int i = 0; i < 30_000; i++) {
              System.out.println(i);
            }
            return 0;
          });

      assertEquals(IntStream.range(0, 30_000).mapToObj(Integer::toString).toList(), texts());
    });
  }

  @Test
  void withoutNativeCodeLinesComeToo() throws Throwable {
    ToProcessTest.run(() -> {
      UnaryOperator<WorkerOptions> options =
          o -> ToProcessTest.portable(o).withOutputListener(lines::add);
      while (lines.isEmpty()) {
        ToProcess.call(options, () -> print("sooner or later\n"));
      }
      assertEquals("sooner or later", lines.getFirst().text());
    });
  }

  @Test
  void theLastWordsOfACrashAreToldAsWell() throws Throwable {
    ToProcessTest.run(() -> {
      var error =
          assertThrows(
              BrokenWorkerProcessException.class,
              () ->
                  ToProcess.call(
                      this::listening,
                      () -> {
                        System.err.println("last words");
                        Runtime.getRuntime().halt(3);
                        return 0;
                      }));

      assertEquals(List.of("last words"), texts());
      assertTrue(error.getMessage().contains("last words"), error.getMessage());
    });
  }

  @Test
  void aListenerThatWaitsGetsEverythingAllTheSame() throws Throwable {
    var narrow = MemoryObjectStreams.<OutputLine>create(0);
    var told = new ArrayList<String>();
    ToProcessTest.run(() ->
        TaskGroup.run(group -> {
          group.startSoon(() -> narrow.receive().forEach(line -> told.add(line.text())));
          ToProcess.call(
              o -> ToProcessTest.light(o).withOutputListener(line -> send(narrow.send(), line)),
              () -> print("1\n2\n3\n"));
          narrow.send().close();
        }));

    assertEquals(List.of("1", "2", "3"), told);
  }

  private static void send(ObjectSendStream<OutputLine> sink, OutputLine line) {
    try {
      sink.send(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aListenerThatNeverEndsCanBeCancelled() throws Throwable {
    ToProcessTest.run(() -> {
      CancelScope scope = CancelScope.create();
      TaskGroup.run(group -> {
        var listening = new Event();
        group.startSoon(() ->
            scope.run(() ->
                ToProcess.call(
                    o ->
                        ToProcessTest.light(o)
                            .withOutputListener(_ -> {
                              listening.set();
                              Fairlead.sleepForever();
                            }),
                    () -> print("1\n"))));
        listening.await();
        scope.cancel();
      });

      assertTrue(scope.cancelledCaught());
    });
  }

  @Test
  void whatAListenerThrowsEndsTheCallAndTheWorker() throws Throwable {
    ToProcessTest.run(() -> {
      long before = ToProcessTest.pid(ToProcessTest::light);
      var error =
          assertThrows(
              IllegalStateException.class,
              () ->
                  ToProcess.call(
                      o ->
                          ToProcessTest.light(o)
                              .withOutputListener(line -> {
                                throw new IllegalStateException(line.text());
                              }),
                      () -> print("unwanted\n")));

      assertEquals("unwanted", error.getMessage());
      assertFalse(Children.isAlive(before));
      assertNotEquals(before, ToProcessTest.pid(ToProcessTest::light));
    });
  }

  @Test
  void whatIsLongerThanALineMayBeComesInPieces() {
    var printed = new PrintedLines("x");
    var told = new ArrayList<String>();
    byte[] bytes = ("a".repeat(LinePieces.LONGEST + 1) + "\n\nb").getBytes(UTF_8);

    printed.take(ByteBuffer.wrap(bytes));
    printed.tell(line -> told.add(line.text()));
    assertEquals(List.of("a".repeat(LinePieces.LONGEST), "a", ""), told);

    printed.endLast();
    printed.endLast();
    printed.tell(line -> told.add(line.text()));
    assertEquals(4, told.size());
    assertEquals("b", told.getLast());
  }
}
