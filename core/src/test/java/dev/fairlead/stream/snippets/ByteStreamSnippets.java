package dev.fairlead.stream.snippets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.Cancelled;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.stream.ByteReceiveStream;
import dev.fairlead.stream.ByteSendStream;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.ForwardingByteStream;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.stream.PartlySent;
import dev.fairlead.stream.Resource;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.io.TempDir;

class ByteStreamSnippets {

  private final MemoryByteStreams.Pair pair = MemoryByteStreams.pair(100);

  // @start region="receive"
  static long size(ByteReceiveStream source) throws IOException {
    long size = 0;
    var buffer = ByteBuffer.allocate(4096);
    while (source.receive(buffer) >= 0) {
      size += buffer.flip().remaining();
      buffer.clear();
    }
    return size;
  }

  // @end

  // @start region="send"
  static void greet(ByteSendStream sink) throws IOException {
    try (sink) {
      sink.send("hello ".getBytes(UTF_8));
      sink.send(ByteBuffer.wrap("wor".getBytes(UTF_8)), ByteBuffer.wrap("ld".getBytes(UTF_8)));
    }
  }

  // @end

  @ForEveryBackend
  void sendAndReceive() throws IOException {
    greet(pair.second());
    assertEquals(11, size(pair.first()));
  }

  // @start region="partlySent"
  /** Sends a file, and notes how far it came if that is given up. */
  static void sendNoting(FileChannel file, ByteSendStream sink, LongConsumer sent)
      throws IOException {
    try {
      sent.accept(sink.sendFile(file, 0, file.size()));
    } catch (Cancelled cancelled) {
      sent.accept(PartlySent.bytesSentBefore(cancelled));
      throw cancelled;
    }
  }

  // @end

  @ForEveryBackend
  @NeedsRealThreads
  void partlySent(@TempDir Path folder) throws IOException {
    var sent = new AtomicLong();
    try (var file = FileChannel.open(Files.write(folder.resolve("file"), new byte[1000]))) {
      TaskGroup.run(group -> {
        group.startSoon(() -> sendNoting(file, pair.first(), sent::set));
        Fairlead.awaitAllTasksBlocked();
        group.cancel("enough");
      });
    }
    assertEquals(100, sent.get());
  }

  // @start region="ask"
  static String ask(ByteStream server, String question) throws IOException {
    server.send(question.getBytes(UTF_8));
    server.sendEof(); // that was all; the answer is still to come
    var answer = new StringBuilder();
    for (byte[] part : server) {
      answer.append(new String(part, UTF_8));
    }
    return answer.toString();
  }

  // @end

  @ForEveryBackend
  void ask() throws IOException {
    TaskGroup.run(group -> {
      group.startSoon(() -> {
        long asked = size(pair.second());
        pair.second().send(("asked " + asked).getBytes(UTF_8));
        pair.second().close();
      });
      assertEquals("asked 4", ask(pair.first(), "why?"));
    });
  }

  // @start region="forward"
  /** Writes down how much is sent; all the rest is as it was. */
  static final class Logging extends ForwardingByteStream {
    private final List<String> log;

    Logging(ByteStream stream, List<String> log) {
      super(stream);
      this.log = log;
    }

    @Override
    public void send(ByteBuffer... buffers) throws IOException {
      log.add("sends " + buffers.length + " buffers to " + wrapped());
      super.send(buffers);
    }
  }

  // @end

  @ForEveryBackend
  void forward() throws IOException {
    var log = new ArrayList<String>();
    greet(new Logging(pair.first(), log));
    assertEquals(2, log.size());
  }

  // @start region="resource"
  /** Says goodbye when it is closed in peace, and only gives up its place otherwise. */
  record Seat(List<String> log) implements Resource {
    @Override
    public void close() {
      log.add("goodbye");
      closeForcefully();
    }

    @Override
    public void closeForcefully() {
      log.add("seat free");
    }
  }

  // @end

  @ForEveryBackend
  void resource() {
    var log = new ArrayList<String>();
    new Seat(log).close();
    new Seat(log).closeForcefully();
    assertEquals(List.of("goodbye", "seat free", "seat free"), log);
  }
}
