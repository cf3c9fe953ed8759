package dev.fairlead.stream.snippets;

import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.EndOfStreamException;
import dev.fairlead.TaskGroup;
import dev.fairlead.stream.ObjectReceiveStream;
import dev.fairlead.stream.ObjectStreams;
import dev.fairlead.stream.UnreliableObjectReceiveStream;
import dev.fairlead.stream.UnreliableObjectSendStream;
import dev.fairlead.stream.UnreliableObjectStream;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

class ObjectStreamsSnippets {

  @ForEveryBackend
  void from() throws IOException {
    // @start region="from"
    ObjectReceiveStream<String> words = ObjectStreams.of("to", "be");
    ObjectReceiveStream<String> more = ObjectStreams.from(Stream.of("or", "not"));
    List<String> all = ObjectStreams.chain(words, more).toList();
    // @end
    assertEquals(List.of("to", "be", "or", "not"), all);
  }

  @ForEveryBackend
  void operators() throws IOException {
    ObjectReceiveStream<String> orders = ObjectStreams.of("tea", "", "cake", "tea");
    var booked = new ArrayList<List<String>>();
    // @start region="operators"
    try (var batches = orders.filter(order -> !order.isEmpty()).batched(100, ofMillis(50))) {
      for (List<String> batch : batches) {
        booked.add(batch);
      }
    }
    // @end
    assertEquals(List.of(List.of("tea", "cake", "tea")), booked);
  }

  private static String fetch(String url) {
    return "page at " + url;
  }

  @ForEveryBackend
  void concurrent() {
    var pages = new ArrayList<String>();
    // @start region="concurrent"
    TaskGroup.run(group -> {
      var urls =
          ObjectStreams.<String>produce(
              group,
              10,
              out -> {
                out.send("/a");
                out.send("/b");
              });
      try (var fetched = urls.mapConcurrently(group, 5, url -> fetch(url))) {
        fetched.forEach(pages::add);
      }
    });
    // @end
    assertEquals(List.of("page at /a", "page at /b"), pages);
  }

  @ForEveryBackend
  void peek() throws IOException {
    ObjectReceiveStream<String> lines = ObjectStreams.of("Header: a", " folded", "Next: b");
    // @start region="peek"
    var ahead = lines.peekable();
    var header = new StringBuilder(ahead.receive());
    while (ahead.peek().startsWith(" ")) {
      header.append(ahead.receive()); // the line goes on
    }
    // @end
    assertEquals("Header: a folded", header.toString());
    assertEquals("Next: b", ahead.receive());
  }

  @ForEveryBackend
  void functions() throws IOException {
    // @start region="functions"
    ObjectReceiveStream.Test<Integer> even = number -> number % 2 == 0;
    ObjectReceiveStream.Mapping<Integer, Integer> square = number -> number * number;
    ObjectReceiveStream.Combining<Integer, Integer, Integer> plus = (sum, number) -> sum + number;
    int sum = ObjectStreams.of(1, 2, 3, 4).filter(even).map(square).reduce(0, plus);
    // @end
    assertEquals(20, sum);
  }

  // @start region="unreliable"
  /** Loses every second object, as a bad network does. */
  static final class Lossy implements UnreliableObjectStream<String> {
    private final ArrayDeque<String> wire = new ArrayDeque<>();
    private boolean lose;

    @Override
    public void send(String item) {
      if (!lose) {
        wire.add(item);
      }
      lose = !lose;
    }

    @Override
    public String receive() throws EndOfStreamException {
      if (wire.isEmpty()) {
        throw new EndOfStreamException();
      }
      return wire.remove();
    }

    @Override
    public void close() {}
  }

  static void sendTwice(UnreliableObjectSendStream<String> out, String item) throws IOException {
    out.send(item);
    out.send(item);
  }

  static String first(UnreliableObjectReceiveStream<String> in) throws IOException {
    return in.receive();
  }

  // @end

  @ForEveryBackend
  void unreliable() throws IOException {
    try (var lossy = new Lossy()) {
      sendTwice(lossy, "hello");
      assertEquals("hello", first(lossy));
    }
  }
}
