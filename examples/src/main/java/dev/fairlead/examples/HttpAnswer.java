package dev.fairlead.examples;

/**
 * What an HTTP server answered.
 *
 * @param status the three digits
 * @param reason the words behind them, perhaps none
 * @param bodyBytes how long the body was
 */
record HttpAnswer(int status, String reason, long bodyBytes) {

  /** Whether the server did what it was asked, or said where else to ask. */
  boolean isHealthy() {
    return status >= 200 && status < 400;
  }

  @Override
  public String toString() {
    return (status + " " + reason).strip();
  }
}
