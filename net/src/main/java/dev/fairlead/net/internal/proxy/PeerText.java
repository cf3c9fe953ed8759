package dev.fairlead.net.internal.proxy;

/** What a peer has said, for messages: it is trusted neither to be short nor to be harmless. */
final class PeerText {

  private static final int LONGEST = 120;

  private PeerText() {}

  /** The beginning, with question marks in place of what a terminal would obey. */
  static String abridged(String text) {
    String start = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    return start.replaceAll("\\p{Cntrl}", "?");
  }
}
