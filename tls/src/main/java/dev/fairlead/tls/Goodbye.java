package dev.fairlead.tls;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.GroupOptions;
import dev.fairlead.TaskGroup;
import dev.fairlead.tls.Decryptor.Found;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The closing handshake: says that this side is done, and waits until the peer has said so too.
 *
 * <p>Both happen at the same time, because a peer that is still sending may only hear us once it
 * could get rid of what it sends.
 */
final class Goodbye {

  private final Decryptor decryptor;
  private final Encryptor encryptor;
  private final Wire wire;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  Goodbye(Decryptor decryptor, Encryptor encryptor, Wire wire) {
    this.decryptor = decryptor;
    this.encryptor = encryptor;
    this.wire = wire;
  }

  /**
   * Does it. A checkpoint.
   *
   * @param discarding whether to throw away what the peer still sends, or to refuse to go on then
   */
  void say(boolean discarding) throws IOException {
    encryptor.close();
    if (decryptor.end() != TlsEnd.OPEN) {
      wire.flushInTurn();
      if (!discarding) {
        awaitPeer(false); // Who is done, but what came before that may not be received yet.
      }
      return;
    }
    wire.flushAtOnce();
    if (encryptor.isAllSent()) {
      awaitPeer(discarding); // As nearly always; that spares a second task.
    } else {
      flushAndAwaitPeer(discarding);
    }
  }

  private void flushAndAwaitPeer(boolean discarding) throws IOException {
    TaskGroup.run(
        GroupOptions::withPlainFailure,
        group -> {
          group.startSoon(() -> flush(group));
          awaitPeer(discarding);
        });
    throwFailure();
  }

  private void flush(TaskGroup group) {
    try {
      wire.flushInTurn();
    } catch (IOException | ClosedResourceException e) {
      failure.set(e);
      group.cancel("the peer or the transport is gone");
    }
  }

  private void throwFailure() throws IOException {
    switch (failure.get()) {
      case null -> {} // Everything was said.
      case IOException broken -> throw broken;
      case RuntimeException closed -> throw closed;
      case Exception other -> throw new AssertionError("nothing else is caught", other);
    }
  }

  private void awaitPeer(boolean discarding) throws IOException {
    wire.receiveTurn().run(() -> receiveUntilEnd(discarding));
  }

  private void receiveUntilEnd(boolean discarding) throws IOException {
    while (true) {
      Found found = decryptor.readPlaintext();
      if (found == Found.END) {
        return;
      } else if (found == Found.NOTHING) {
        wire.fill();
      } else if (discarding) {
        decryptor.plaintext().clear();
      } else {
        throw new IllegalStateException(
            "unwrap() while there is data of the peer that nobody has received; receive until"
                + " the end of the stream first");
      }
    }
  }
}
