package dev.fairlead.testing.internal.network;

import dev.fairlead.net.Membership;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which sockets hear which multicast groups. All hosts are on one network, whatever the group. */
final class Groups {

  private final List<Member> members = new ArrayList<>();

  /** Joins; the same membership as before if the socket is in the group already. */
  Membership join(SimulatedDatagrams socket, InetAddress group, Optional<InetAddress> source) {
    if (!group.isMulticastAddress()) {
      throw new IllegalArgumentException(
          "no multicast group: " + group.getHostAddress() + "; they begin at 224.0.0.0 and ff00::");
    }
    List<Member> before = members.stream().filter(member -> member.is(socket, group)).toList();
    if (before.stream().anyMatch(member -> member.source.isPresent() != source.isPresent())) {
      throw new IllegalStateException(
          "the socket hears all senders of the group, or some; close one membership first");
    }
    return before.stream()
        .filter(member -> member.source.equals(source))
        .findFirst()
        .orElseGet(() -> {
          var member = new Member(socket, group, source);
          members.add(member);
          return member;
        });
  }

  /** Those who hear what a sender sends to a group, each of them once. */
  List<SimulatedDatagrams> hearing(InetSocketAddress group, InetAddress sender) {
    return members.stream()
        .filter(member -> member.hears(group, sender))
        .map(member -> member.socket)
        .distinct()
        .toList();
  }

  void leaveAll(SimulatedDatagrams socket) {
    members.removeIf(member -> member.socket.equals(socket));
  }

  private final class Member implements Membership {

    private final SimulatedDatagrams socket;
    private final InetAddress group;
    private final Optional<InetAddress> source;
    private final Set<InetAddress> blocked = new HashSet<>();

    Member(SimulatedDatagrams socket, InetAddress group, Optional<InetAddress> source) {
      this.socket = socket;
      this.group = group;
      this.source = source;
    }

    boolean is(SimulatedDatagrams other, InetAddress otherGroup) {
      return socket.equals(other) && group.equals(otherGroup);
    }

    boolean hears(InetSocketAddress to, InetAddress sender) {
      return group.equals(to.getAddress())
          && socket.isBoundFor(to)
          && source.map(sender::equals).orElse(!blocked.contains(sender));
    }

    @Override
    public InetAddress group() {
      return group;
    }

    @Override
    public void block(InetAddress sender) {
      ensureForAllSenders();
      blocked.add(sender);
    }

    @Override
    public void unblock(InetAddress sender) {
      ensureForAllSenders();
      if (!blocked.remove(sender)) {
        throw new IllegalStateException("not blocked: " + sender.getHostAddress());
      }
    }

    private void ensureForAllSenders() {
      if (source.isPresent() || !members.contains(this)) {
        throw new IllegalStateException(
            "the membership in "
                + group.getHostAddress()
                + (source.isPresent() ? " is for one sender only" : " has ended"));
      }
    }

    @Override
    public void close() {
      members.remove(this);
    }
  }
}
