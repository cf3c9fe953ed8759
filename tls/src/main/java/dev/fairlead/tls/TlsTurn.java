package dev.fairlead.tls;

import dev.fairlead.EndOfStreamException;
import dev.fairlead.net.TurnHandler;
import java.io.IOException;

/**
 * The turns of one TLS stream. The transport has something more often than the stream: a part of a
 * record, or what the protocol says to itself. The handler's turn comes when a receive has
 * something to tell.
 */
final class TlsTurn implements TurnHandler.Turn {

  private final EngineTlsStream stream;
  private final TurnHandler.Turn turn; // of the handler
  private boolean due; // whatever the transport has

  private TlsTurn(EngineTlsStream stream, TurnHandler.Turn turn) {
    this.stream = stream;
    this.turn = turn;
  }

  /** Lets a handler begin; if it fails, the stream is closed. */
  static TlsTurn begin(EngineTlsStream stream, TurnHandler<? super TlsStream> handler)
      throws Exception {
    try {
      return new TlsTurn(stream, handler.begin(stream));
    } catch (Exception | Error failure) {
      Closing.forcefully(stream, failure);
      throw failure;
    }
  }

  @Override
  public boolean take() throws Exception {
    try {
      return stream.isUsable() && (!comesToTurn() || turn.take());
    } catch (EndOfStreamException e) {
      throw e; // No failure.
    } catch (Exception | Error failure) {
      Closing.forcefully(stream, failure); // So the peer does not take what it has for everything.
      throw failure;
    }
  }

  private boolean comesToTurn() throws IOException {
    return due || stream.receivingSide().takeIn();
  }

  @Override
  public boolean hasMore() throws Exception {
    due = stream.isUsable() && (turn.hasMore() || stream.receivingSide().tells());
    return due;
  }

  @Override
  public void end() throws Exception {
    try {
      turn.end();
    } catch (Exception | Error failure) {
      Closing.forcefully(stream, failure);
      throw failure;
    }
    stream.close();
  }
}
