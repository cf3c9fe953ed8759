package dev.fairlead.examples;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.ExceptionGroup;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.tls.TlsClientContext;
import java.net.ProtocolException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpClientTest {

  private static final String OK = "HTTP/1.1 200 OK\n";

  private String request = "";

  private HttpAnswer ask(String method, String url, String answer) throws Exception {
    HttpTarget target = HttpTarget.parse(url);
    return Fairlead.call(() ->
        TaskGroup.call(
            o -> o.withPlainFailure(),
            group -> {
              var pair = MemoryByteStreams.pair(1_000);
              group.startSoon(() -> {
                request = new String(pair.second().receive(), US_ASCII);
                pair.second().send(answer.replace("\n", "\r\n").getBytes(US_ASCII));
                pair.second().close();
              });
              return new HttpClient(TlsClientContext.shared(), method)
                  .exchange(target, pair.first());
            }));
  }

  private HttpAnswer get(String answer) throws Exception {
    return ask("GET", "http://example.org", answer);
  }

  private String refusal(String answer) {
    Exception refused = assertThrows(Exception.class, () -> get(answer));
    if (refused instanceof ExceptionGroup group) {
      return group.match(ProtocolException.class).getFirst().getMessage();
    }
    return refused.getMessage();
  }

  @Test
  void theRequestNamesHostAndPath() throws Exception {
    ask("HEAD", "http://[::1]:8080/a?b=c", OK + "\n");

    assertTrue(request.startsWith("HEAD /a?b=c HTTP/1.1\r\nHost: [::1]:8080\r\n"), request);
    assertTrue(request.endsWith("\r\nConnection: close\r\n\r\n"), request);
  }

  @Test
  void lettersThatARequestCannotHaveAreEncoded() throws Exception {
    ask("HEAD", "http://example.org/\u00fc?\u00e4=%20", OK + "\n");

    assertTrue(request.startsWith("HEAD /%C3%BC?%C3%A4=%20 HTTP/1.1\r\n"), request);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost:0/", "http://localhost:65536/"})
  void aPortThatCannotBeIsWrongUse(String url) {
    var refused = assertThrows(UsageException.class, () -> HttpTarget.parse(url));

    assertEquals("a port is a number from 1 to 65535: " + url, refused.getMessage());
  }

  @Test
  void aBodyIsAsLongAsItSays() throws Exception {
    assertEquals(new HttpAnswer(200, "OK", 5), get(OK + "Content-Length: 5\n\nhello and more"));
  }

  @Test
  void withoutALengthTheBodyEndsWithTheStream() throws Exception {
    assertEquals(11, get(OK + "\nhello world").bodyBytes());
  }

  @Test
  void chunksAreAddedUp() throws Exception {
    String chunked = OK + "Transfer-Encoding: chunked\nContent-Length: 1\n\n";

    assertEquals(15, get(chunked + "5;a=b\nhello\nA\n0123456789\n0\nX: y\n\n").bodyBytes());
  }

  @Test
  void anAnswerToAHeadHasNoBody() throws Exception {
    HttpAnswer answer = ask("HEAD", "http://example.org", OK + "Content-Length: 5\n\n");

    assertEquals(new HttpAnswer(200, "OK", 0), answer);
  }

  @Test
  void whatComesBeforeTheAnswerIsSkipped() throws Exception {
    String hints = "HTTP/1.1 103 Early Hints\nLink: </style.css>\n\n";

    assertEquals(204, get(hints + "HTTP/1.1 204\n\n").status());
  }

  @Test
  void whatIsNoHttpIsRefused() {
    assertEquals("not an HTTP/1 answer: \"220 ready\"", refusal("220 ready\n"));
    assertEquals("not a header: \": none\"", refusal(OK + ": none\n\n"));
    assertEquals("not a length: \"-3\"", refusal(OK + "Content-Length: -3\n\n"));
    assertEquals("the body ended 4 bytes early", refusal(OK + "Content-Length: 5\n\nh"));
    assertEquals("more than 200 headers", refusal(OK + "a: b\n".repeat(300)));
  }

  @Test
  void addressesOfUrlsAreTakenApart() throws Exception {
    assertEquals(
        new HttpTarget("https://example.org", true, "example.org", 443, "/"),
        HttpTarget.parse("https://example.org"));
    assertEquals("example.org", HttpTarget.parse("http://example.org:80/x").hostHeader());
    assertThrows(UsageException.class, () -> HttpTarget.parse("http:///x"));
    assertThrows(UsageException.class, () -> HttpTarget.parse("no url"));
  }
}
