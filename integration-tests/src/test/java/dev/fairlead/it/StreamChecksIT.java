package dev.fairlead.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import dev.fairlead.stream.ByteReceiveStream;
import dev.fairlead.stream.ByteSendStream;
import dev.fairlead.stream.Connectable;
import dev.fairlead.stream.Listener;
import dev.fairlead.stream.UnreliableObjectReceiveStream;
import dev.fairlead.stream.UnreliableObjectSendStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every stream, listener and connectable of the library goes through the checks of streams. */
final class StreamChecksIT {

  private static final List<Class<?>> KINDS =
      List.of(
          ByteReceiveStream.class,
          ByteSendStream.class,
          UnreliableObjectReceiveStream.class,
          UnreliableObjectSendStream.class,
          Listener.class,
          Connectable.class);

  /** Those that no check fits, and why. */
  private static final Map<String, String> REASONS =
      Map.of(
          "HttpTunnelConnectable", "gives the stream to the proxy, which is checked as what it is",
          "Socks5Connectable", "gives the stream to the proxy, which is checked as what it is");

  // In a test that uses the checks, `Checked.as` makes sure that the stream is of that class.
  private static final Pattern NAME = Pattern.compile("\"([A-Z]\\w+)\"");

  @Test
  void everyImplementationIsNamedByATestThatUsesTheChecks() {
    Set<String> unnamed = implementations();
    unnamed.removeAll(namedByTests());
    unnamed.removeAll(REASONS.keySet());

    assertEquals(Set.of(), unnamed, "put these through StreamChecks, with Checked.as(name, ...)");
  }

  @Test
  void noReasonIsGivenForWhatIsCheckedOrGone() {
    assertTrue(implementations().containsAll(REASONS.keySet()));
    assertEquals(
        Set.of(), namedByTests().stream().filter(REASONS::containsKey).collect(Collectors.toSet()));
  }

  private static Set<String> implementations() {
    return FairleadModules.classes().stream()
        .filter(type -> KINDS.stream().anyMatch(type::isAssignableTo))
        .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
        .map(StreamChecksIT::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** A class without a name of its own goes by that of its file, and no test can name it. */
  private static String name(JavaClass type) {
    return type.isAnonymousClass() ? type.getName() : type.getSimpleName();
  }

  private static Set<String> namedByTests() {
    return Tree.files("", "Test.java").stream()
        .map(StreamChecksIT::text)
        .filter(text -> text.contains("StreamChecks.") && text.contains("Checked.as("))
        .flatMap(text -> NAME.matcher(text).results())
        .map((MatchResult found) -> found.group(1))
        .collect(Collectors.toSet());
  }

  private static String text(Path file) {
    return String.join("\n", Tree.lines(file));
  }
}
