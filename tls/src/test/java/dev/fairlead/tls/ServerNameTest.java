package dev.fairlead.tls;

import static dev.fairlead.tls.Contexts.SERVER;
import static dev.fairlead.tls.Contexts.connect;
import static dev.fairlead.tls.Contexts.identity;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.testsupport.ForEveryBackend;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** For which name a certificate is shown, and against which it is checked. */
@ForEveryBackend
class ServerNameTest {

  @ParameterizedTest
  @CsvSource({
    "one.example, one.example",
    "two.example, two.example",
    "TWO.example, two.example",
    "a.wild.example, *.wild.example",
  })
  void aServerShowsTheCertificateForTheNameThatIsAskedFor(String asked, String shown)
      throws Exception {
    var server =
        TlsServerContext.create(o ->
            o.withIdentity(
                identity("one.example"), identity("two.example"), identity("*.wild.example")));

    connect(
        Peers.client(o -> o),
        server,
        asked,
        (client, serverSide) -> {
          assertEquals("CN=" + shown, client.attribute(TlsAttributes.PEER).subject());
          assertEquals(
              asked.toLowerCase(Locale.ROOT),
              serverSide.attribute(TlsAttributes.SERVER_NAME).toLowerCase(Locale.ROOT));
        });
  }

  @Test
  void theFirstCertificateIsShownForNamesThatNoneIsFor() throws Exception {
    var server =
        TlsServerContext.create(
            o -> o.withIdentity(identity("one.example"), identity("two.example")));
    var client = Peers.client(TlsClientOptions::withoutHostNameVerification);

    connect(
        client,
        server,
        "three.example",
        (stream, serverSide) ->
            assertEquals(List.of("one.example"), stream.attribute(TlsAttributes.PEER).dnsNames()));
  }

  @Test
  void aNameInAnyScriptIsCheckedAsItsAsciiForm() throws Exception {
    var server = TlsServerContext.create(o -> o.withIdentity(identity("xn--strae-oqa.example")));

    connect(
        Peers.client(o -> o),
        server,
        "straße.example",
        (client, serverSide) ->
            assertEquals("xn--strae-oqa.example", serverSide.attribute(TlsAttributes.SERVER_NAME)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1", "[::1]"})
  void anAddressIsCheckedAgainstTheAddressesOfTheCertificateAndNotSent(String host)
      throws Exception {
    connect(
        Peers.client(o -> o),
        SERVER,
        host,
        (client, server) ->
            assertEquals(Optional.empty(), server.findAttribute(TlsAttributes.SERVER_NAME)));
  }

  @Test
  void anotherNameThanTheHostsCanBeAskedForAndChecked() throws Exception {
    var server = TlsServerContext.create(o -> o.withIdentity(identity("real.example")));

    connect(
        Peers.client(o -> o.withServerName("real.example")),
        server,
        "127.0.0.1",
        (client, serverSide) ->
            assertEquals("real.example", serverSide.attribute(TlsAttributes.SERVER_NAME)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"my_host.example", "-host.example", "host-.example"})
  void aNameThatNoCertificateCanBeCheckedForIsRefusedBeforeAnythingIsSent(String host) {
    var pair = MemoryByteStreams.pair(65_536);

    var refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> TlsStream.wrapClient(pair.first(), host, Peers.client(o -> o)));

    assertTrue(refused.getMessage().contains("withServerName"), refused.getMessage());
    assertThrows(IllegalArgumentException.class, () -> Peers.client(o -> o).checkHost(host));
  }

  @ParameterizedTest
  @ValueSource(strings = {"my_host.example", "-host.example", "host-.example", ""})
  void suchANameIsNoHindranceWhereNobodyChecksIt(String host) throws Exception {
    connect(
        Peers.client(TlsClientOptions::withoutHostNameVerification),
        SERVER,
        host,
        (client, server) ->
            assertEquals(Optional.empty(), server.findAttribute(TlsAttributes.SERVER_NAME)));
  }
}
