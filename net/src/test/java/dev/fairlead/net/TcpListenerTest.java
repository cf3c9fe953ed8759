package dev.fairlead.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BusyResourceException;
import dev.fairlead.CancelScope;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealSystem;
import dev.fairlead.testsupport.Waits;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class TcpListenerTest {

  @Test
  void withoutAHostBothFamiliesAreServedOnOnePort() throws IOException {
    try (var listener = Net.createTcpListener(0)) {
      for (String host : List.of("127.0.0.1", "::1")) {
        try (var client = Net.connectTcp(host, listener.port());
            var server = listener.accept()) {
          assertEquals(client.localAddress(), server.remoteAddress());
        }
      }
    }
  }

  @Test
  void oneFamilyAloneIsServedWhereAskedFor() throws IOException {
    try (var listener = Net.createTcpListener(0, o -> o.withFamily(StandardProtocolFamily.INET))) {
      Net.connectTcp("127.0.0.1", listener.port()).close();

      assertThrows(IOException.class, () -> Net.connectTcp("::1", listener.port()));
    }
  }

  @Test
  void severalAddressesHaveTheSamePort() throws IOException {
    var addresses =
        new InetAddress[] {
          InetAddress.ofLiteral("127.0.0.1"),
          InetAddress.ofLiteral("127.0.0.2"),
          InetAddress.ofLiteral("::1")
        };

    try (var listener = Net.createTcpListener(0, o -> o.withLocalAddresses(addresses))) {
      assertEquals(
          Arrays.stream(addresses)
              .map(address -> new InetSocketAddress(address, listener.port()))
              .toList(),
          listener.localAddresses());
      for (InetAddress address : addresses) {
        try (var client = Net.connectTcp(new InetSocketAddress(address, listener.port()));
            var server = listener.accept()) {
          assertEquals(address, ((InetSocketAddress) server.localAddress()).getAddress());
          assertEquals(client.localAddress(), server.remoteAddress());
        }
      }
    }
  }

  @Test
  void aNameIsListenedOnAtAllItsAddresses() throws IOException {
    var resolver = new ScriptedResolver().knows("both.test", "127.0.0.1", "::1");
    Net.setResolver(resolver);

    try (var listener = Net.createTcpListener(0, o -> o.withLocalHost("both.test"))) {
      assertEquals(2, listener.localAddresses().size());
    }
  }

  @Test
  void anAddressThatIsGivenTwiceIsListenedOnOnce() throws IOException {
    Net.setResolver(new ScriptedResolver().knows("twice.test", "127.0.0.1", "127.0.0.1"));

    try (var listener = Net.createTcpListener(0, o -> o.withLocalHost("twice.test"))) {
      assertEquals(1, listener.localAddresses().size());
    }
  }

  @Test
  void noAddressesAtAllAreNotTakenForAll() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Net.createTcpListener(0, o -> o.withLocalAddresses()));
  }

  @Test
  void anAddressOfAnotherFamilyThanAskedForSaysSo() {
    var error =
        assertThrows(
            BindException.class,
            () ->
                Net.createTcpListener(
                    0, o -> o.withLocalHost("::1").withFamily(StandardProtocolFamily.INET)));

    assertEquals(
        "cannot bind ::1 of family INET: there is only [/0:0:0:0:0:0:0:1]", error.getMessage());
  }

  @Test
  void aHostBesideThePortIsTheOnlyPlaceThatIsListenedOn() throws IOException {
    try (var listener = Net.createTcpListener("127.0.0.1", 0)) {
      assertEquals(
          List.of(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), listener.port())),
          listener.localAddresses());
    }
    var error = assertThrows(BindException.class, () -> Net.createTcpListener("192.0.2.1", 0));
    assertTrue(error.getMessage().startsWith("cannot listen on 192.0.2.1:0: "), error::getMessage);
  }

  @Test
  void aPortInUseIsAnErrorThatNamesIt() throws IOException {
    try (var first = Net.createTcpListener(0, o -> o.withLocalHost("127.0.0.1"))) {
      var error =
          assertThrows(
              BindException.class,
              () -> Net.createTcpListener(first.port(), o -> o.withLocalHost("127.0.0.1")));

      assertEquals(
          "cannot listen on 127.0.0.1:" + first.port() + ": Address already in use",
          error.getMessage());
    }
  }

  @Test
  @NeedsRealSystem
  void aPortCanBeSharedOnRequest() throws IOException {
    try (var first = Net.createTcpListener(0, o -> o.withReusePort());
        var second = Net.createTcpListener(first.port(), o -> o.withReusePort())) {
      assertEquals(first.port(), second.port());
    }
  }

  @Test
  void aPortIsFreeAgainOnceItsListenerIsClosed() throws IOException {
    int port = 0;
    for (int i = 0; i < 20; i++) {
      try (var listener = Net.createTcpListener(port)) {
        port = listener.port();
        TaskGroup.run(group -> {
          group.startSoon(o -> o.withFailureToHandle(), () -> listener.accept()).info();
          Fairlead.awaitAllTasksBlocked();
          group.cancel();
        });
      }
    }
  }

  @Test
  void closingWakesWhoAccepts() throws IOException {
    var listener = Net.createTcpListener(0);
    TaskGroup.run(group -> {
      group.startSoon(() -> assertThrows(ClosedResourceException.class, listener::accept));
      Fairlead.awaitAllTasksBlocked();

      listener.close();
    });
    assertThrows(ClosedResourceException.class, listener::accept);
    listener.close();
  }

  @Test
  void closingWakesWhoAcceptsOnSeveralAddresses() throws IOException {
    var listener =
        Net.createTcpListener(
            0,
            o ->
                o.withLocalAddresses(
                    InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1")));
    TaskGroup.run(group -> {
      group.startSoon(() -> assertThrows(ClosedResourceException.class, listener::accept));
      Fairlead.awaitAllTasksBlocked();

      listener.close();
    });
  }

  @Test
  void aSecondAcceptorIsRefused() throws IOException {
    try (var listener = Net.createTcpListener(0)) {
      TaskGroup.run(group -> {
        group.startSoon(() -> listener.accept());
        Fairlead.awaitAllTasksBlocked();

        assertThrows(BusyResourceException.class, listener::accept);
        assertThrows(BusyResourceException.class, () -> listener.serve(stream -> {}));
        group.cancel();
      });
    }
  }

  @Test
  void acceptIsCancelledBeforeAndWhileItWaits() throws Exception {
    try (var listener = Net.createTcpListener(0)) {
      Waits.assertCancelledBefore(listener::accept);
      Waits.assertCancelledWhileWaiting(listener::accept);
    }
  }

  @Test
  void aCancelledAcceptTakesNoConnectionThatIsThere() throws IOException {
    try (var listener = Net.createTcpListener(0);
        var _ = Net.connectTcp("127.0.0.1", listener.port())) {
      CancelScope scope = CancelScope.create();
      scope.cancel();

      assertTrue(scope.attempt(listener::accept).isEmpty());

      listener.accept().close();
    }
  }

  @Test
  void aBusyAddressKeepsNobodyFromAnother() throws IOException {
    InetAddress busy = InetAddress.ofLiteral("127.0.0.1");
    InetAddress other = InetAddress.ofLiteral("127.0.0.2");
    var clients = new ArrayList<SocketStream>();
    try (var listener = Net.createTcpListener(0, o -> o.withLocalAddresses(busy, other))) {
      clients.add(Net.connectTcp(new InetSocketAddress(other, listener.port())));
      for (int i = 0; i < 20; i++) {
        clients.add(Net.connectTcp(new InetSocketAddress(busy, listener.port())));
      }

      var accepted = new ArrayList<SocketAddress>();
      for (int i = 0; i < 10; i++) {
        try (var server = listener.accept()) {
          accepted.add(server.localAddress());
        }
      }

      assertTrue(accepted.contains(new InetSocketAddress(other, listener.port())));
    }
    for (SocketStream client : clients) {
      client.close();
    }
  }

  @Test
  void aCancelledAcceptLosesNoConnection() throws IOException {
    try (var listener = Net.createTcpListener(0)) {
      for (int i = 0; i < 200; i++) {
        int round = i;
        CancelScope scope = CancelScope.create();
        var accepted = new ArrayList<SocketStream>();
        TaskGroup.run(group -> {
          group.startSoon(() -> scope.run(() -> accepted.add(listener.accept())));
          group.startSoon(() -> {
            Waits.spin(round);
            scope.cancel();
          });
          Net.connectTcp("127.0.0.1", listener.port()).close();
        });
        if (accepted.isEmpty()) {
          accepted.add(listener.accept());
        }
        accepted.get(0).close();
      }
      assertEquals(200, listener.statistics().accepted());
    }
  }

  @Test
  @NeedsRealSystem
  void optionsOfTheListenerAreSetBeforeItIsBound() throws IOException {
    int size = 16_384;
    try (var listener =
            Net.createTcpListener(
                0, o -> o.withOption(java.net.StandardSocketOptions.SO_RCVBUF, size));
        var client = Net.connectTcp("127.0.0.1", listener.port());
        var server = listener.accept()) {
      assertEquals(size, server.option(java.net.StandardSocketOptions.SO_RCVBUF));
      assertTrue(client.option(java.net.StandardSocketOptions.SO_RCVBUF) > size);
    }
  }

  @Test
  void smallPacketsAreSentAtOnceOnBothSides() throws IOException {
    try (var pair = TcpPair.open()) {
      assertTrue(pair.here().option(java.net.StandardSocketOptions.TCP_NODELAY));
      assertTrue(pair.there().option(java.net.StandardSocketOptions.TCP_NODELAY));
    }
  }

  @Test
  @NeedsRealSystem
  void attributesSayWhoIsConnected() throws IOException {
    try (var pair = TcpPair.open()) {
      pair.here().send("abc".getBytes(UTF_8));
      pair.there().receive();

      var here = (InetSocketAddress) pair.here().localAddress();
      assertEquals(here.getPort(), pair.here().attribute(SocketAttribute.LOCAL_PORT));
      assertEquals(here, pair.there().attribute(SocketAttribute.REMOTE_ADDRESS));
      assertEquals(here.getPort(), pair.there().attribute(SocketAttribute.REMOTE_PORT));
      assertEquals(StandardProtocolFamily.INET, pair.here().attribute(SocketAttribute.FAMILY));
      assertEquals(3L, pair.here().attribute(SocketAttribute.BYTES_SENT));
      assertEquals(3L, pair.there().attribute(SocketAttribute.BYTES_RECEIVED));
      assertTrue(
          pair.here().attribute(SocketAttribute.RAW_SOCKET)
              instanceof java.nio.channels.SocketChannel);
    }
  }

  @Test
  void aListenerHasNoRemoteAddress() throws IOException {
    try (var listener = Net.createTcpListener(0)) {
      assertEquals(listener.port(), listener.attribute(SocketAttribute.LOCAL_PORT));
      assertTrue(listener.findAttribute(SocketAttribute.REMOTE_ADDRESS).isEmpty());
    }
  }

  @Test
  void manyWaitingConnectionsAreAllAccepted() throws IOException {
    try (var listener = Net.createTcpListener(0)) {
      TaskGroup.run(group -> {
        for (int i = 0; i < 300; i++) {
          group.startSoon(() -> Net.connectTcp("127.0.0.1", listener.port()).close());
        }
        for (int i = 0; i < 300; i++) {
          listener.accept().close();
        }
      });
      assertEquals(300, listener.statistics().accepted());
    }
  }

  @Test
  void aPortOutOfRangeIsAnError() {
    assertThrows(IllegalArgumentException.class, () -> Net.createTcpListener(65_536));
    assertThrows(IllegalArgumentException.class, () -> Net.connectTcp("127.0.0.1", 0));
    assertThrows(IllegalArgumentException.class, () -> Net.connectTcp("127.0.0.1", -1));
  }
}
