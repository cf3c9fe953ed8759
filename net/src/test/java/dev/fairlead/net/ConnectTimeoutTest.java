package dev.fairlead.net;

import static dev.fairlead.net.ScriptedNetwork.blackHole;
import static dev.fairlead.net.ScriptedNetwork.refusesAfter;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.ConnectionFailedException;
import dev.fairlead.net.spi.NetworkDrivers;
import dev.fairlead.testsupport.InVirtualTime;

class ConnectTimeoutTest {

  private final ScriptedNetwork network = new ScriptedNetwork();

  @InVirtualTime
  void aTimeoutCoversLookupAndConnectAndNamesWhoHadNotAnswered() {
    NetworkDrivers.use(network);
    network.names.knows("both.test", "2001:db8::1", "192.0.2.1");
    network.host("2001:db8::1", blackHole()).host("192.0.2.1", refusesAfter(ZERO));

    var failure =
        assertThrows(
            ConnectionFailedException.class,
            () ->
                Net.connectTcp(
                    "both.test", 80, o -> o.withAttemptDelay(ZERO).withTimeout(ofMillis(500))));

    String message = failure.getMessage();
    assertTrue(message.contains("[2001:db8::1]:80 had not answered after "), message);
    assertTrue(message.contains("192.0.2.1:80 failed after "), message);
    assertTrue(message.endsWith("gave up after 500 ms"), message);
  }
}
