package dev.fairlead.net.internal.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.net.internal.connect.Race.Input;
import dev.fairlead.net.internal.connect.Race.Todo;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each test is a script: what happens, and what the race does about it. */
class RaceTest {

  private final Race race = new Race(Duration.ofMillis(250), Duration.ofMillis(50));
  private final List<String> trail = new ArrayList<>();

  private RaceTest happens(Input... inputs) {
    for (Input input : inputs) {
      Todo todo = race.next(input);
      String start = todo.start().map(a -> "try " + a.getHostAddress()).orElse("nothing");
      String timer = todo.timer().map(t -> ", timer " + t.toMillis()).orElse("");
      trail.add(start + timer);
    }
    return this;
  }

  private void does(String... expected) {
    assertEquals(List.of(expected), trail);
  }

  private static Race.Found found(String... addresses) {
    return new Race.Found(Arrays.stream(addresses).map(InetAddress::ofLiteral).toList());
  }

  private static final Input LAST_ANSWER = new Race.LookupEnded();
  private static final Input DELAY = new Race.DelayOver();
  private static final Input FAILED = new Race.AttemptFailed();
  private static final Input CONNECTED = new Race.Connected();

  @Test
  void familiesTakeTurnsInTheOrderOfTheResolver() {
    happens(
            found("2001:db8::1", "2001:db8::2", "192.0.2.1", "2001:db8::3", "192.0.2.2"),
            LAST_ANSWER,
            DELAY,
            DELAY,
            DELAY,
            DELAY,
            DELAY)
        .does(
            "try 2001:db8:0:0:0:0:0:1, timer 250",
            "nothing",
            "try 192.0.2.1, timer 250",
            "try 2001:db8:0:0:0:0:0:2, timer 250",
            "try 192.0.2.2, timer 250",
            "try 2001:db8:0:0:0:0:0:3, timer 250",
            "nothing");
  }

  @Test
  void aResolverThatPutsIpv4FirstIsFollowed() {
    happens(found("192.0.2.1", "192.0.2.2", "2001:db8::1"), LAST_ANSWER, DELAY, DELAY)
        .does(
            "try 192.0.2.1, timer 250",
            "nothing",
            "try 2001:db8:0:0:0:0:0:1, timer 250",
            "try 192.0.2.2, timer 250");
  }

  @Test
  void aFailureStartsTheNextAttemptAtOnce() {
    happens(found("2001:db8::1", "192.0.2.1", "192.0.2.2"), FAILED, FAILED)
        .does(
            "try 2001:db8:0:0:0:0:0:1, timer 250",
            "try 192.0.2.1, timer 250",
            "try 192.0.2.2, timer 250");
  }

  @Test
  void ipv4AloneIsHeldForTheResolutionDelay() {
    happens(found("192.0.2.1"), DELAY).does("nothing, timer 50", "try 192.0.2.1, timer 250");
  }

  @Test
  void ipv6ThatArrivesInTheDelayGoesFirst() {
    happens(found("192.0.2.1"), found("2001:db8::1"), DELAY)
        .does(
            "nothing, timer 50", "try 2001:db8:0:0:0:0:0:1, timer 250", "try 192.0.2.1, timer 250");
  }

  @Test
  void moreIpv4InTheDelayDoesNotProlongIt() {
    happens(found("192.0.2.1"), found("192.0.2.2"), DELAY, FAILED)
        .does(
            "nothing, timer 50", "nothing", "try 192.0.2.1, timer 250", "try 192.0.2.2, timer 250");
  }

  @Test
  void theLastAnswerEndsTheDelay() {
    happens(found("192.0.2.1"), LAST_ANSWER).does("nothing, timer 50", "try 192.0.2.1, timer 250");
  }

  @Test
  void ipv6ThatArrivesDuringTheRaceTakesTheNextTurn() {
    happens(found("192.0.2.1"), DELAY, found("192.0.2.2", "2001:db8::1"), DELAY, DELAY)
        .does(
            "nothing, timer 50",
            "try 192.0.2.1, timer 250",
            "nothing",
            "try 2001:db8:0:0:0:0:0:1, timer 250",
            "try 192.0.2.2, timer 250");
  }

  @Test
  void anAnswerAfterAllHaveFailedIsTriedAtOnce() {
    happens(found("2001:db8::1"), FAILED, found("192.0.2.1"))
        .does("try 2001:db8:0:0:0:0:0:1, timer 250", "nothing", "try 192.0.2.1, timer 250");
  }

  @Test
  void anAnswerAfterTheDelayIsTriedAtOnce() {
    happens(found("2001:db8::1"), DELAY, found("192.0.2.1"))
        .does("try 2001:db8:0:0:0:0:0:1, timer 250", "nothing", "try 192.0.2.1, timer 250");
  }

  @Test
  void noAddressIsTriedTwice() {
    happens(found("192.0.2.1", "192.0.2.1"), DELAY, found("192.0.2.1"), FAILED, LAST_ANSWER)
        .does("nothing, timer 50", "try 192.0.2.1, timer 250", "nothing", "nothing", "nothing");
    assertEquals(new Race.Done(false), race.state());
  }

  @Test
  void theRaceIsLostWhenNothingRunsAndNothingCanCome() {
    happens(found("2001:db8::1", "192.0.2.1"), FAILED);
    assertTrue(race.state() instanceof Race.Racing);
    happens(LAST_ANSWER);
    assertTrue(race.state() instanceof Race.Racing);

    happens(FAILED);

    assertEquals(new Race.Done(false), race.state());
  }

  @Test
  void withoutAnyAddressTheRaceIsLost() {
    happens(LAST_ANSWER).does("nothing");
    assertEquals(new Race.Done(false), race.state());
  }

  @Test
  void whatComesAfterTheWinnerChangesNothing() {
    happens(
            found("2001:db8::1", "192.0.2.1"),
            CONNECTED,
            DELAY,
            FAILED,
            CONNECTED,
            found("192.0.2.9"),
            LAST_ANSWER)
        .does(
            "try 2001:db8:0:0:0:0:0:1, timer 250",
            "nothing",
            "nothing",
            "nothing",
            "nothing",
            "nothing",
            "nothing");
    assertEquals(new Race.Done(true), race.state());
  }

  @Test
  void whatCannotHappenIsABug() {
    var error = assertThrows(AssertionError.class, () -> race.next(FAILED));
    assertEquals("AttemptFailed[] cannot happen while Resolving[]", error.getMessage());
  }
}
