package dev.fairlead.testing.snippets;

import dev.fairlead.net.Net;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.CountingByteStream;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.testing.StreamChecks;
import dev.fairlead.testing.StreamChecks.Ends;
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

  private static ByteStream wrap(ByteStream stream) {
    return new CountingByteStream(stream);
  }
}
