package dev.fairlead.tls;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.BusyResourceException;
import dev.fairlead.CancelScope;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.attribute.Attribute;
import dev.fairlead.stream.ByteStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/** A TLS stream around an {@link SSLEngine}. */
final class EngineTlsStream implements TlsStream {

  private final SSLEngine engine;
  private final StreamSettings settings;
  private final Renegotiation renegotiation;
  private final Decryptor decryptor;
  private final Encryptor encryptor;
  private final Wire wire;
  private final Lifecycle lifecycle = new Lifecycle();
  private final ReceivingSide receivingSide;
  private final SendingSide sendingSide;

  // Written before anybody else sees the stream.
  private boolean resumed;

  // Any task. Found out when first asked for: some of it has to be computed.
  private volatile @Nullable Map<Attribute<?>, Supplier<?>> facts;

  private EngineTlsStream(ByteStream transport, SSLEngine engine, StreamSettings settings) {
    var failure = new Failure();
    this.engine = engine;
    this.settings = settings;
    this.renegotiation = new Renegotiation(engine);
    this.encryptor = new Encryptor(engine, renegotiation, failure);
    this.decryptor = new Decryptor(engine, encryptor, renegotiation, failure);
    this.wire = new Wire(transport, decryptor, encryptor);
    this.receivingSide = new ReceivingSide(decryptor, wire, lifecycle, settings);
    this.sendingSide = new SendingSide(encryptor, wire, lifecycle, settings);
  }

  /** Prepares the handshake that opens a stream. */
  static Handshake handshake(
      ByteStream transport, SSLEngine engine, StreamSettings settings, Resumption resumption) {
    var stream = new EngineTlsStream(transport, engine, settings);
    return new Handshake(stream, settings.closeTimeout(), resumption);
  }

  // ---- what a handshake works with

  SSLEngine engine() {
    return engine;
  }

  Decryptor decryptor() {
    return decryptor;
  }

  Encryptor encryptor() {
    return encryptor;
  }

  Wire wire() {
    return wire;
  }

  /** Called at the end of the handshake. */
  void opened(boolean sessionResumed) {
    renegotiation.handshakeDone();
    decryptor.inbox().releaseIfEmpty();
    resumed = sessionResumed;
  }

  // ---- for turns

  /** Whether this program has not closed it. */
  boolean isUsable() {
    return lifecycle.isUsable();
  }

  ReceivingSide receivingSide() {
    return receivingSide;
  }

  // ---- for everybody

  @Override
  public int receive(ByteBuffer target) throws IOException {
    return receivingSide.receive(target);
  }

  @Override
  public byte[] receive(int maxBytes) throws IOException {
    return receivingSide.receive(maxBytes);
  }

  @Override
  public void send(ByteBuffer... buffers) throws IOException {
    sendingSide.send(buffers);
  }

  @Override
  public void sendEof() throws IOException {
    ensureTls13(
        "sendEof() needs TLS 1.3, this is %s, where the end of one direction is the end of both;"
            + " close() the stream, or say the end in the protocol above");
    sendingSide.sendEof();
  }

  @Override
  public void updateKeys() throws IOException {
    ensureTls13("updateKeys() needs TLS 1.3, this is %s; make a new connection instead");
    sendingSide.updateKeys();
  }

  private void ensureTls13(String message) {
    String protocol = engine.getSession().getProtocol();
    if (!protocol.equals("TLSv1.3")) {
      throw new UnsupportedOperationException(message.replace("%s", protocol));
    }
  }

  @Override
  public TlsUnwrapped unwrap() throws IOException {
    lifecycle.ensureUsable("unwrap()");
    lifecycle.endSending();
    new Goodbye(decryptor, encryptor, wire).say(false);
    if (decryptor.end() == TlsEnd.TRUNCATED) {
      throw new BrokenResourceException(
          "the transport ended before the peer said that it is done with TLS");
    }
    lifecycle.unwrapped();
    return new TlsUnwrapped(wire.transport(), decryptor.inbox().drain());
  }

  @Override
  public void close() throws IOException {
    if (!lifecycle.beginClosing()) {
      return;
    }
    CancelScope scope = CancelScope.moveOnAfter(settings.closeTimeout());
    boolean said;
    try {
      said = scope.attempt(this::sayGoodbye).orElse(false);
    } catch (RuntimeException | Error failure) {
      lifecycle.closed();
      Closing.forcefully(wire.transport(), failure);
      throw failure;
    }
    closeTransport(said);
  }

  /** Returns whether everything that was to be said was said. */
  private boolean sayGoodbye() {
    try {
      new Goodbye(decryptor, encryptor, wire).say(true);
      return true;
    } catch (IOException e) {
      return false; // The peer is gone, so there is nobody to say goodbye to; end() tells.
    } catch (BusyResourceException e) {
      return encryptor.isAllSent(); // Between two turns nobody can wait for what the peer says.
    } catch (ClosedResourceException e) {
      if (lifecycle.isClosed()) {
        return false; // By closeForcefully() in another task.
      }
      throw e;
    }
  }

  private void closeTransport(boolean inGoodOrder) throws IOException {
    lifecycle.closed();
    if (inGoodOrder) {
      wire.transport().close();
    } else {
      wire.transport().closeForcefully();
    }
  }

  @Override
  public void closeForcefully() throws IOException {
    lifecycle.closed();
    if (lifecycle.isClosed()) {
      wire.transport().closeForcefully();
    }
  }

  @Override
  public TlsEnd end() {
    return decryptor.end();
  }

  /** Whether the handshake has resumed an earlier session. */
  boolean isResumed() {
    return resumed;
  }

  @Override
  public ByteStream transport() {
    return wire.transport();
  }

  @Override
  public Map<Attribute<?>, Supplier<?>> attributes() {
    var attributes = new HashMap<>(wire.transport().attributes());
    attributes.putAll(facts());
    return attributes;
  }

  private Map<Attribute<?>, Supplier<?>> facts() {
    Map<Attribute<?>, Supplier<?>> known = facts;
    if (known == null) {
      known = new ConnectionFacts(engine, resumed, sharedCiphers(), settings.truncation()).all();
      facts = known;
    }
    return known;
  }

  private List<String> sharedCiphers() {
    List<String> usable = Arrays.asList(engine.getEnabledCipherSuites());
    return CipherSuites.names(decryptor.clientHello().cipherSuites()).stream()
        .filter(usable::contains)
        .toList();
  }

  @Override
  public String toString() {
    return "TLS stream (" + lifecycle + ") over " + wire.transport();
  }
}
