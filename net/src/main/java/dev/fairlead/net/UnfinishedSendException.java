package dev.fairlead.net;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.stream.PartlySent;

/**
 * Says that a send was given up half way, so that the other side has a part of it.
 *
 * {@snippet file="TcpSnippets.java" region="unfinished"}
 *
 * <p>It comes as a suppressed exception of the {@code Cancelled} that ended the send, and is thrown
 * by the next send that does not go on with the rest of the same buffer. {@link
 * SocketStream#forgetUnfinishedSend} lets other sends pass again.
 */
public class UnfinishedSendException extends BrokenResourceException implements PartlySent {

  private static final long serialVersionUID = 1L;

  private final long bytesSent;
  private final long bytesTotal;

  /** Says how much went out of how much. */
  public UnfinishedSendException(String stream, long bytesSent, long bytesTotal) {
    super(
        "a send on "
            + stream
            + " was given up after "
            + bytesSent
            + " of "
            + bytesTotal
            + " bytes: the other side has a part of it. Send the rest of the same buffer, or call"
            + " forgetUnfinishedSend() if the other side can do with a part");
    this.bytesSent = bytesSent;
    this.bytesTotal = bytesTotal;
  }

  /** How many bytes of the send went out. */
  @Override
  public long bytesSent() {
    return bytesSent;
  }

  /** How many bytes there were to send. */
  public long bytesTotal() {
    return bytesTotal;
  }
}
