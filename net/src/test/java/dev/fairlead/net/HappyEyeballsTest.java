package dev.fairlead.net;

import static dev.fairlead.net.ScriptedNetwork.blackHole;
import static dev.fairlead.net.ScriptedNetwork.refusesAfter;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.ConnectionFailedException;
import dev.fairlead.Fairlead;
import dev.fairlead.net.spi.NetworkDrivers;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealSystem;
import dev.fairlead.testsupport.Waits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class HappyEyeballsTest {

  private static final String SIX = "2001:db8:0:0:0:0:0:1";
  private static final String FOUR = "192.0.2.1";

  private final ScriptedNetwork network = new ScriptedNetwork();

  private SocketStream connect(UnaryOperator<TcpConnectOptions> options) throws IOException {
    NetworkDrivers.use(network);
    network.names.knows("both.test", SIX, FOUR);
    return Net.connectTcp("both.test", 80, options);
  }

  private static TcpConnectOptions atOnce(TcpConnectOptions options) {
    return options.withAttemptDelay(ZERO);
  }

  private static String winner(SocketStream stream) {
    return ((InetSocketAddress) stream.remoteAddress()).getAddress().getHostAddress();
  }

  @Test
  void aFirstAddressThatAnswersIsTheOnlyOneTried() throws IOException {
    network.host(SIX, network.connectsAfter(ZERO));

    connect(o -> o.withAttemptDelay(java.time.Duration.ofHours(1))).close();

    assertEquals(
        List.of("try " + SIX, "connected " + SIX, "end " + SIX, "close " + SIX), network.trail);
  }

  @Test
  void aBlackHoleCostsOneDelay() throws IOException {
    network.host(SIX, blackHole()).host(FOUR, network.connectsAfter(ZERO));
    var begun = Fairlead.currentTime();

    try (var stream = connect(o -> o.withAttemptDelay(ofMillis(30)))) {
      assertEquals(FOUR, winner(stream));
    }

    assertTrue(Fairlead.currentTime().since(begun).toMillis() >= 30);
    assertEquals(
        List.of(
            "try " + SIX,
            "try " + FOUR,
            "connected " + FOUR,
            "end " + FOUR,
            "end " + SIX,
            "close " + FOUR),
        network.trail);
  }

  @Test
  void aRefusalCostsNoDelay() throws IOException {
    network.host(SIX, refusesAfter(ZERO)).host(FOUR, network.connectsAfter(ZERO));

    try (var stream = connect(o -> o.withAttemptDelay(java.time.Duration.ofHours(1)))) {
      assertEquals(FOUR, winner(stream));
    }
  }

  @Test
  void aSlowAddressMayStillWin() throws IOException {
    network.host(SIX, network.connectsAfter(ofMillis(40))).host(FOUR, refusesAfter(ofMillis(80)));

    try (var stream = connect(o -> o.withAttemptDelay(ofMillis(10)))) {
      assertEquals(SIX, winner(stream));
    }
  }

  @Test
  void aLateWinnerIsClosed() throws IOException {
    network.host(SIX, network.connectsOnceGivenUp()).host(FOUR, network.connectsAfter(ZERO));

    try (var stream = connect(HappyEyeballsTest::atOnce)) {
      assertEquals(FOUR, winner(stream));
      assertEquals(List.of("connected " + SIX, "end " + SIX, "close " + SIX), lastThree());
    }
  }

  private List<String> lastThree() {
    return network.trail.subList(network.trail.size() - 3, network.trail.size());
  }

  @Test
  void ofSimultaneousWinnersOneIsKept() throws IOException {
    for (int i = 0; i < 100; i++) {
      network.trail.clear();
      network
          .host(SIX, network.connectsInAnyCaseAfter(ofMillis(1)))
          .host(FOUR, network.connectsInAnyCaseAfter(ofMillis(1)));

      var stream = connect(HappyEyeballsTest::atOnce);

      String other = winner(stream).equals(SIX) ? FOUR : SIX;
      assertEquals(
          network.trail.contains("connected " + other), network.trail.contains("close " + other));
      assertTrue(!network.trail.contains("close " + winner(stream)));
    }
  }

  @Test
  void aFailureNamesEveryAddressWithItsReasonAndTime() {
    network.host(SIX, refusesAfter(ofMillis(20))).host(FOUR, refusesAfter(ZERO));

    var failure =
        assertThrows(
            ConnectionFailedException.class, () -> connect(o -> o.withAttemptDelay(ofMillis(5))));

    String message = failure.getMessage();
    assertTrue(
        message.matches(
            "cannot connect to both.test:80:"
                + " \\[2001:db8::1\\]:80 failed after \\d+ ms: Connection refused;"
                + " 192.0.2.1:80 failed after \\d+ ms: Connection refused"),
        message);
    assertEquals(2, failure.getSuppressed().length);
    assertTrue(
        Arrays.stream(failure.getSuppressed())
            .allMatch(attempt -> attempt.getCause() instanceof java.net.ConnectException));
  }

  @Test
  void aDeadResolverIsGivenUpAtTheTimeout() {
    Resolver dead =
        host -> {
          Fairlead.sleepForever();
          return List.of();
        };

    var failure =
        assertThrows(
            ConnectionFailedException.class,
            () ->
                Net.connectTcp("x.test", 80, o -> o.withResolver(dead).withTimeout(ofMillis(20))));

    assertEquals("cannot connect to x.test:80: gave up after 20 ms", failure.getMessage());
  }

  @Test
  void anUnknownNameSaysSo() {
    NetworkDrivers.use(network);

    var failure =
        assertThrows(ConnectionFailedException.class, () -> Net.connectTcp("nobody.test", 80));

    assertEquals(
        "cannot connect to nobody.test:80: nobody.test: not in the script", failure.getMessage());
    assertTrue(failure.getCause() instanceof UnknownHostException);
  }

  @Test
  void aLocalAddressRestrictsTheFamily() throws IOException {
    network.host(FOUR, network.connectsAfter(ZERO));

    try (var stream = connect(o -> o.withLocalHost("127.0.0.1"))) {
      assertEquals(FOUR, winner(stream));
    }
  }

  @Test
  void aNameWithoutAUsableAddressSaysWhy() {
    NetworkDrivers.use(network);
    network.names.knows("six.test", SIX);

    var failure =
        assertThrows(
            ConnectionFailedException.class,
            () -> Net.connectTcp("six.test", 80, o -> o.withFamily(StandardProtocolFamily.INET)));

    assertTrue(failure.getMessage().contains("none of its addresses is of family INET"));
  }

  @Test
  void answersOfAResolverAreUsedAsTheyCome() throws Exception {
    NetworkDrivers.use(network);
    network.host(SIX, network.connectsAfter(ZERO)).host(FOUR, network.connectsAfter(ZERO));
    Resolver slowForIpv4 = new TwoAnswers(InetAddress.ofLiteral(SIX), InetAddress.ofLiteral(FOUR));

    try (var stream = Net.connectTcp("x.test", 80, o -> o.withResolver(slowForIpv4))) {
      assertEquals(SIX, winner(stream));
    }
  }

  /** Finds one address at once, and the other one never. */
  private record TwoAnswers(InetAddress first, InetAddress never) implements Resolver {
    @Override
    public List<InetAddress> resolve(String host) {
      throw new AssertionError("the other way is shorter");
    }

    @Override
    public void resolve(String host, Answers answers) {
      answers.found(List.of(first));
      Fairlead.sleepForever();
      answers.found(List.of(never));
    }
  }

  @Test
  void connectingIsCancelledBeforeAndWhileItWaits() throws Exception {
    network.host(SIX, blackHole()).host(FOUR, blackHole());

    Waits.assertCancelledBefore(() -> connect(HappyEyeballsTest::atOnce));
    Waits.assertCancelledWhileWaiting(() -> connect(HappyEyeballsTest::atOnce));
  }

  @Test
  void aConnectionThatCameBeforeTheCancellationIsClosedOrReturned() throws Exception {
    for (int i = 0; i < 200; i++) {
      int round = i;
      network.trail.clear();
      network.host(SIX, network.connectsAfter(ZERO)).host(FOUR, network.connectsAfter(ZERO));
      CancelScope scope = CancelScope.create();
      var kept = new java.util.ArrayList<SocketStream>();

      dev.fairlead.TaskGroup.run(group -> {
        group.startSoon(() -> scope.run(() -> kept.add(connect(HappyEyeballsTest::atOnce))));
        group.startSoon(() -> {
          Waits.spin(round);
          scope.cancel();
        });
      });

      long connected = network.trail.stream().filter(s -> s.startsWith("connected")).count();
      long closed = network.trail.stream().filter(s -> s.startsWith("close")).count();
      assertEquals(connected, closed + kept.size(), () -> network.trail.toString());
    }
  }

  @Test
  @NeedsRealSystem
  void everyAddressIsTriedFromTheLocalPortThatIsAskedFor() throws IOException {
    int local = freePort();
    network.names.knows("three.test", "127.0.0.3", "127.0.0.2", "127.0.0.1");
    try (var answers = Net.createTcpListener(0, o -> o.withLocalHost("127.0.0.1"));
        var full =
            Net.createTcpListener(
                answers.port(), o -> o.withLocalHost("127.0.0.2").withBacklog(1));
        var _ = Net.connectTcp("127.0.0.2", full.port());
        var _ = Net.connectTcp("127.0.0.2", full.port());
        var stream =
            Net.connectTcp(
                "three.test",
                answers.port(),
                o -> atOnce(o).withResolver(network.names).withLocalPort(local))) {
      assertEquals(local, ((InetSocketAddress) stream.localAddress()).getPort());
    }
  }

  private static int freePort() throws IOException {
    try (var listener = Net.createTcpListener(0)) {
      return listener.port();
    }
  }

  @Test
  void addressesKeepTheirScope() throws IOException {
    NetworkDrivers.use(network);
    InetAddress scoped = InetAddress.ofLiteral("fe80::1%1");
    network.host("fe80::1%1", network.connectsAfter(ZERO));

    try (var stream = Net.connectTcp("x.test", 80, o -> o.withResolver(host -> List.of(scoped)))) {
      assertEquals(new InetSocketAddress(scoped, 80), stream.remoteAddress());
    }
  }
}
