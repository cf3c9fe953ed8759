package dev.fairlead.file.internal;

import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names that mean a device on Windows, whatever directory they are in. */
public final class ReservedNames {

  private static final Pattern DEVICE =
      Pattern.compile("(?:con|prn|aux|nul|conin\\$|conout\\$|(?:com|lpt)[1-9\u00b9\u00b2\u00b3])");
  private static final Pattern FORBIDDEN = Pattern.compile("[\\x00-\\x1f\"*:<>?|/\\\\]");

  private ReservedNames() {}

  /** Whether one of the names in a path is one; only ever on Windows. */
  public static boolean isReserved(Path path) {
    if (!path.getFileSystem().getSeparator().equals("\\")) {
      return false;
    }
    for (Path name : path) {
      if (isReservedOnWindows(name.toString())) {
        return true;
      }
    }
    return false;
  }

  /** Whether Windows would take a name for something else. */
  static boolean isReservedOnWindows(String name) {
    if (name.equals(".") || name.equals("..")) {
      return false;
    }
    if (name.endsWith(".") || name.endsWith(" ") || FORBIDDEN.matcher(name).find()) {
      return true;
    }
    int dot = name.indexOf('.');
    String base = (dot < 0 ? name : name.substring(0, dot)).stripTrailing();
    return DEVICE.matcher(base.toLowerCase(Locale.ROOT)).matches();
  }
}
