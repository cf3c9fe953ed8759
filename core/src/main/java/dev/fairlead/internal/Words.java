package dev.fairlead.internal;

import java.util.function.Supplier;

/**
 * What objects of users say of themselves, for messages. Code of users may fail in saying it, and
 * must not take the place of what is to be told by that.
 */
public final class Words {

  private Words() {}

  /** What an object says it is. */
  public static String of(Object speaker) {
    return said(speaker, speaker::toString);
  }

  /** What an object says; its class, and what went wrong, if that fails. */
  public static String said(Object speaker, Supplier<String> words) {
    try {
      return words.get();
    } catch (Throwable mute) {
      return "a "
          + speaker.getClass().getName()
          + " (which threw a "
          + mute.getClass().getName()
          + " when asked what it is)";
    }
  }
}
