package dev.fairlead.tls;

import dev.fairlead.Cancelled;
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
  private final LastWords lastWords;
  private boolean due; // whatever the transport has
  private boolean over; // as the handler wants it, or the peer

  private TlsTurn(EngineTlsStream stream, TurnHandler.Turn turn, LastWords lastWords) {
    this.stream = stream;
    this.turn = turn;
    this.lastWords = lastWords;
  }

  /** Lets a handler begin; if it fails, the stream is closed. */
  static TlsTurn begin(
      EngineTlsStream stream, TurnHandler<? super TlsStream> handler, LastWords lastWords)
      throws Exception {
    try {
      return new TlsTurn(stream, handler.begin(stream), lastWords);
    } catch (Cancelled cancelled) {
      lastWords.end(stream, cancelled);
      throw cancelled;
    } catch (Exception | Error failure) {
      Closing.forcefully(stream, failure);
      throw failure;
    }
  }

  @Override
  public boolean take() throws Exception {
    try {
      boolean goesOn = stream.isUsable() && (!comesToTurn() || turn.take());
      over = !goesOn;
      return goesOn;
    } catch (EndOfStreamException e) {
      over = true;
      throw e; // No failure.
    } catch (Cancelled cancelled) {
      lastWords.end(stream, cancelled);
      throw cancelled;
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
    LastWords words = over ? LastWords.NONE : lastWords;
    boolean said;
    try {
      said = words.say(stream);
      turn.end();
    } catch (Exception | Error failure) {
      Closing.forcefully(stream, failure);
      throw failure;
    }
    words.close(stream, said);
  }
}
