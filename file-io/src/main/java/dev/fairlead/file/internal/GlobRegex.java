package dev.fairlead.file.internal;

import java.util.List;
import java.util.regex.Pattern;

/** Patterns of shells as regular expressions: {@code *}, {@code ?}, {@code [a-z]}, {@code [!a]}. */
public final class GlobRegex {

  private static final String ANY = "[^/]*";

  private GlobRegex() {}

  /** A pattern for one name. */
  public static Pattern name(String pattern, boolean ignoreCase) {
    return compile(nameRegex(pattern), ignoreCase);
  }

  /**
   * A pattern for a whole path with slashes.
   *
   * @param parts the pattern between its slashes; the first is empty if it begins with one
   */
  public static Pattern path(List<String> parts, boolean ignoreCase) {
    var regex = new StringBuilder();
    int last = parts.size() - 1;
    for (int i = 0; i <= last; i++) {
      String part = parts.get(i);
      String slash = i < last ? "/" : "";
      if (!part.equals("**")) {
        regex.append(part.equals("*") ? "[^/]+" : nameRegex(part)).append(slash);
      } else if (i == last) {
        regex.append(".*");
      } else if (!parts.get(i + 1).equals("**")) {
        regex.append("(?:.+/)?");
      }
    }
    return compile(regex.toString(), ignoreCase);
  }

  private static Pattern compile(String regex, boolean ignoreCase) {
    int letters = ignoreCase ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0;
    return Pattern.compile(regex, Pattern.DOTALL | letters);
  }

  private static String nameRegex(String pattern) {
    var regex = new StringBuilder();
    int at = 0;
    while (at < pattern.length()) {
      char c = pattern.charAt(at);
      int end = c == '[' ? endOfSet(pattern, at) : -1;
      if (end > 0) {
        regex.append(set(pattern.substring(at + 1, end)));
        at = end;
      } else if (c == '*') {
        regex.append(ANY);
      } else {
        regex.append(c == '?' ? "[^/]" : Pattern.quote(String.valueOf(c)));
      }
      at++;
    }
    return regex.toString();
  }

  /** Where a set is closed; -1 if it is not, which makes the bracket an ordinary character. */
  private static int endOfSet(String pattern, int start) {
    int first = pattern.startsWith("!", start + 1) ? start + 2 : start + 1;
    return pattern.indexOf(']', first + 1); // A bracket that comes first belongs to the set.
  }

  private static String set(String content) {
    boolean negated = content.startsWith("!");
    String members = negated ? content.substring(1) : content;
    var set = new StringBuilder(negated ? "[^/" : "[");
    boolean any = false;
    int at = 0;
    while (at < members.length()) {
      int from = members.codePointAt(at);
      int next = at + Character.charCount(from);
      int to = from;
      if (members.startsWith("-", next) && next + 1 < members.length()) {
        to = members.codePointAt(next + 1);
        next += 1 + Character.charCount(to);
      }
      if (from <= to) {
        set.append(escaped(from)).append('-').append(escaped(to));
        any = true;
      }
      at = next;
    }
    if (!any) {
      return negated ? "[^/]" : "(?!)"; // Only ranges of which no character is in.
    }
    return set.append(']').toString();
  }

  private static String escaped(int codePoint) {
    return "\\x{" + Integer.toHexString(codePoint) + "}";
  }
}
