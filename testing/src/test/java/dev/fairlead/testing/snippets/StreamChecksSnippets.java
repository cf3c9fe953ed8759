package dev.fairlead.testing.snippets;

import dev.fairlead.net.Net;
import dev.fairlead.stream.ByteSendStream;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.ByteStreams;
import dev.fairlead.stream.CountingByteStream;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.stream.ObjectStreams;
import dev.fairlead.testing.OnBackend;
import dev.fairlead.testing.StreamChecks;
import dev.fairlead.testing.StreamChecks.Ends;
import dev.fairlead.testing.StreamChecks.Source;
import dev.fairlead.testing.StreamChecks.Written;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class StreamChecksSnippets {

  // @start region="twoWay"
  @TestFactory
  Stream<DynamicTest> myStreamIsAStream() {
    return StreamChecks.twoWay(
        services -> {
          var below = MemoryByteStreams.pair(1_000);
          return new Ends<>(wrap(below.first()), wrap(below.second()));
        },
        o -> o.withMostUnreceived(10_000));
  }

  // @end

  // @start region="listener"
  @TestFactory
  Stream<DynamicTest> myListenerIsAListener() {
    return StreamChecks.listener(services -> {
      var listener = Net.createTcpListener(0, o -> o.withLocalHost("127.0.0.1"));
      return new Ends<>(listener, () -> Net.connectTcp("127.0.0.1", listener.port()));
    });
  }

  // @end

  // @start region="source"
  @TestFactory
  Stream<DynamicTest> bytesInMemoryAreASource() {
    return StreamChecks.source(
        (content, services) -> ByteStreams.from(new ByteArrayInputStream(content)),
        o -> o.withBackends(OnBackend.VIRTUAL));
  }

  // @end

  // @start region="sink"
  @TestFactory
  Stream<DynamicTest> bytesInMemoryAreASink() {
    return StreamChecks.sink(
        services -> {
          var written = new ByteArrayOutputStream();
          return new Ends<ByteSendStream, Written>(ByteStreams.from(written), written::toByteArray);
        },
        o -> o.withBackends(OnBackend.VIRTUAL));
  }

  // @end

  // @start region="objectSource"
  @TestFactory
  Stream<DynamicTest> aListIsASource() {
    var numbers = IntStream.range(0, 1_000).boxed().toList();
    return StreamChecks.objectSource(
        services -> Source.of(ObjectStreams.from(numbers), numbers), o -> o.withSeeds(1));
  }

  // @end

  private static ByteStream wrap(ByteStream stream) {
    return new CountingByteStream(stream);
  }
}
