/*
 * A load generator for echo servers: one thread, one epoll, no dependency but libc.
 *
 *   load rtt    PORT CONNECTIONS SIZE    WARMUP SECONDS   one message per connection in flight
 *   load stream PORT CONNECTIONS SIZE    WARMUP SECONDS   chunks of SIZE, a bounded window in flight
 *   load churn  PORT CONNECTIONS SIZE    WARMUP SECONDS   connect, one round trip, close, again
 *   load paced  PORT CONNECTIONS SIZE    WARMUP SECONDS RATE   so many messages a second, on one connection after the
 *                                                         other, whether or not the last ones have come back
 *   load idle   PORT CONNECTIONS SIZE                     one round trip each, then silence until stdin ends
 *
 * The answer is one line of key=value pairs on stdout. Times are in microseconds.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MAX_EVENTS = 256, STREAM_WINDOW_CHUNKS = 4, SOURCE_ADDRESSES = 200, MAX_BEHIND = 8192 };

/* Log-linear histogram of nanoseconds: 64 steps per power of two, so within 1.6 per cent. */
enum { STEP_BITS = 6, STEPS = 1 << STEP_BITS, BUCKETS = (64 - STEP_BITS) * STEPS };

typedef struct {
  uint64_t counts[BUCKETS];
  uint64_t total;
  uint64_t max;
} histogram;

typedef struct {
  int fd;
  int connecting;
  int64_t in_flight; /* bytes sent and not yet received back */
  uint64_t started;  /* when the message, or the connection attempt, began */
  int answered;      /* whether a message has ever come back */
  uint64_t *due;      /* paced: when the last messages were due, in a ring */
  uint64_t due_count; /* paced: messages so far */
  uint64_t sent;      /* paced: bytes so far */
  uint64_t returned;  /* paced: bytes so far */
} connection;

static const char *mode;
static int port;
static int connection_count;
static int size;
static double warmup_seconds;
static double measured_seconds;
static double paced_rate;

static int poller;
static connection *connections;
static char *outgoing;
static char *incoming;
static histogram latencies;
static uint64_t operations;
static uint64_t bytes;
static int answered_connections;

static void fail(const char *what) {
  fprintf(stderr, "load: %s: %s\n", what, strerror(errno));
  exit(1);
}

static uint64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

/* ---- histogram ---- */

static int bucket_of(uint64_t value) {
  if (value < STEPS) return (int)value;
  int exponent = 63 - __builtin_clzll(value) - STEP_BITS;
  return (exponent << STEP_BITS) + (int)(value >> exponent);
}

static uint64_t value_of(int bucket) {
  if (bucket < 2 * STEPS) return (uint64_t)bucket;
  int exponent = (bucket >> STEP_BITS) - 1;
  return (uint64_t)(bucket - (exponent << STEP_BITS)) << exponent;
}

static void record(uint64_t nanos) {
  latencies.counts[bucket_of(nanos)]++;
  latencies.total++;
  if (nanos > latencies.max) latencies.max = nanos;
}

static double percentile(double fraction) {
  uint64_t wanted = (uint64_t)(fraction * (double)latencies.total);
  uint64_t seen = 0;
  for (int i = 0; i < BUCKETS; i++) {
    seen += latencies.counts[i];
    if (seen > wanted) return (double)value_of(i) / 1000.0;
  }
  return (double)latencies.max / 1000.0;
}

/* ---- connections ---- */

/* Many source addresses, so that ports in TIME_WAIT never run out while connections churn. */
static void bind_source(int fd, uint32_t number) {
  int on = 1;
  if (setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on) != 0) fail("IP_BIND_ADDRESS_NO_PORT");
  struct sockaddr_in source = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(0x7f000002u + number % SOURCE_ADDRESSES)};
  if (bind(fd, (struct sockaddr *)&source, sizeof source) != 0) fail("bind source address");
}

static void watch(int operation, connection *c, uint32_t events) {
  struct epoll_event event = {.events = events, .data.ptr = c};
  if (epoll_ctl(poller, operation, c->fd, &event) != 0) fail("epoll_ctl");
}

static void begin_connect(connection *c) {
  static uint32_t number;
  int on = 1;
  c->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (c->fd < 0) fail("socket");
  setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  bind_source(c->fd, number++);
  c->started = now();
  c->in_flight = 0;
  c->connecting = 1;
  struct sockaddr_in target = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  if (connect(c->fd, (struct sockaddr *)&target, sizeof target) != 0 && errno != EINPROGRESS) fail("connect");
  watch(EPOLL_CTL_ADD, c, EPOLLOUT);
}

static void finish_connect(connection *c) {
  int error = 0;
  socklen_t length = sizeof error;
  getsockopt(c->fd, SOL_SOCKET, SO_ERROR, &error, &length);
  if (error != 0) {
    errno = error;
    fail("connect");
  }
  c->connecting = 0;
  watch(EPOLL_CTL_MOD, c, EPOLLIN);
}

/* ---- one step of each kind of load ---- */

static void send_message(connection *c) {
  ssize_t n = write(c->fd, outgoing, (size_t)size);
  if (n != size) fail("write of one message");
  c->in_flight = size;
}

/* Answers 1 when the whole message has come back. */
static int receive_message(connection *c) {
  ssize_t n = read(c->fd, incoming, (size_t)c->in_flight);
  if (n < 0 && errno == EAGAIN) return 0;
  if (n <= 0) fail("read: the server closed the connection");
  c->in_flight -= n;
  if (c->in_flight != 0) return 0;
  if (!c->answered) answered_connections++;
  c->answered = 1;
  return 1;
}

static void step_round_trip(connection *c) {
  if (!receive_message(c)) return;
  uint64_t time = now();
  record(time - c->started);
  operations++;
  c->started = time;
  send_message(c);
}

static void fill_window(connection *c) {
  int64_t window = (int64_t)size * STREAM_WINDOW_CHUNKS;
  while (c->in_flight + size <= window) {
    ssize_t n = write(c->fd, outgoing, (size_t)size);
    if (n < 0 && errno == EAGAIN) return;
    if (n <= 0) fail("write");
    c->in_flight += n;
    if (n < size) return;
  }
}

/* Something is always in flight, so readiness to read is the only event that is needed. */
static void step_stream(connection *c) {
  ssize_t n = read(c->fd, incoming, (size_t)size * STREAM_WINDOW_CHUNKS);
  if (n < 0 && errno == EAGAIN) return;
  if (n <= 0) fail("read: the server closed the connection");
  c->in_flight -= n;
  bytes += (uint64_t)n;
  operations++;
  fill_window(c);
}

static void flush_paced(connection *c) {
  while (c->sent < c->due_count * (uint64_t)size) {
    uint64_t rest = c->due_count * (uint64_t)size - c->sent;
    ssize_t n = write(c->fd, outgoing, rest < (uint64_t)size ? rest : (uint64_t)size);
    if (n < 0 && errno == EAGAIN) return;
    if (n <= 0) fail("write");
    c->sent += (uint64_t)n;
  }
}

/* A message counts from when it was due: what a slow answer keeps waiting is part of the answer's time. */
static void step_paced(connection *c) {
  ssize_t n = read(c->fd, incoming, (size_t)size * STREAM_WINDOW_CHUNKS);
  if (n < 0 && errno == EAGAIN) return;
  if (n <= 0) fail("read: the server closed the connection");
  if (!c->answered) answered_connections++;
  c->answered = 1;
  uint64_t time = now();
  uint64_t first = c->returned / (uint64_t)size;
  c->returned += (uint64_t)n;
  for (uint64_t i = first; i < c->returned / (uint64_t)size; i++) {
    record(time - c->due[i % MAX_BEHIND]);
    operations++;
  }
  flush_paced(c);
}

static void send_paced(connection *c, uint64_t due) {
  if (c->due_count - c->returned / (uint64_t)size == MAX_BEHIND) {
    fprintf(stderr, "load: %d messages behind on one connection: the server cannot answer %.0f a second\n", MAX_BEHIND, paced_rate);
    exit(1);
  }
  c->due[c->due_count++ % MAX_BEHIND] = due;
  flush_paced(c);
}

static void step_churn(connection *c) {
  if (!receive_message(c)) return;
  record(now() - c->started);
  operations++;
  close(c->fd);
  begin_connect(c);
}

static void step_idle(connection *c) {
  receive_message(c);
}

static void connected(connection *c) {
  finish_connect(c);
  if (strcmp(mode, "stream") == 0) {
    fill_window(c);
    return;
  }
  if (strcmp(mode, "paced") == 0) {
    send_paced(c, now());
    return;
  }
  if (strcmp(mode, "churn") != 0) c->started = now();
  send_message(c);
}

typedef void (*stepper)(connection *);

static void poll_once(stepper step, int timeout_millis) {
  struct epoll_event events[MAX_EVENTS];
  int n = epoll_wait(poller, events, MAX_EVENTS, timeout_millis);
  if (n < 0 && errno != EINTR) fail("epoll_wait");
  for (int i = 0; i < n; i++) {
    connection *c = events[i].data.ptr;
    if (c->connecting) {
      connected(c);
    } else {
      step(c);
    }
  }
}

/* ---- phases ---- */

static double run_for(stepper step, double seconds) {
  uint64_t begin = now();
  uint64_t end = begin + (uint64_t)(seconds * 1e9);
  uint64_t time = begin;
  while (time < end) {
    poll_once(step, 100);
    time = now();
  }
  return (double)(time - begin) / 1e9;
}

/* Never sleeps, so that no message is late because this program was. */
static double pace_for(stepper step, double seconds) {
  static int turn;
  double interval = 1e9 / paced_rate;
  uint64_t begin = now();
  uint64_t end = begin + (uint64_t)(seconds * 1e9);
  uint64_t time = begin;
  for (uint64_t number = 0; time < end; time = now()) {
    for (; begin + (uint64_t)((double)number * interval) <= time; number++) {
      send_paced(&connections[turn], begin + (uint64_t)((double)number * interval));
      turn = (turn + 1) % connection_count;
    }
    poll_once(step, 0);
  }
  return (double)(time - begin) / 1e9;
}

static double load_for(stepper step, double seconds) {
  return paced_rate > 0 ? pace_for(step, seconds) : run_for(step, seconds);
}

static void open_all(stepper step) {
  for (int i = 0; i < connection_count; i++) {
    begin_connect(&connections[i]);
    if (i % 64 == 63) poll_once(step, 0); /* lets the server's backlog drain */
  }
}

/* A busy server may take seconds to accept the last ones, and would be measured with fewer meanwhile. */
static void serve_all_once(stepper step) {
  uint64_t limit = now() + 60000000000u;
  while (answered_connections < connection_count) {
    if (now() > limit) {
      fprintf(stderr, "load: only %d of %d connections were answered within 60 s\n", answered_connections, connection_count);
      exit(1);
    }
    poll_once(step, 100);
  }
}

static void measure(stepper step) {
  open_all(step);
  if (strcmp(mode, "rtt") == 0 || strcmp(mode, "paced") == 0) serve_all_once(step);
  load_for(step, warmup_seconds);
  memset(&latencies, 0, sizeof latencies);
  uint64_t before = operations;
  operations = 0;
  bytes = 0;
  double seconds = load_for(step, measured_seconds);
  printf("mode=%s connections=%d size=%d seconds=%.3f operations=%llu all=%llu rate=%.1f megabytes=%.1f p50=%.1f p99=%.1f p999=%.1f max=%.1f\n",
         mode, connection_count, size, seconds, (unsigned long long)operations, (unsigned long long)(before + operations), (double)operations / seconds,
         (double)bytes / 1e6 / seconds, percentile(0.5), percentile(0.99), percentile(0.999), (double)latencies.max / 1000.0);
}

static void stay_idle(void) {
  open_all(step_idle);
  serve_all_once(step_idle);
  printf("mode=idle connections=%d ready=1\n", connection_count);
  fflush(stdout);
  char byte;
  while (read(0, &byte, 1) > 0) {
  }
}

static void raise_descriptor_limit(void) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
  }
}

static void prepare(char **arguments, int count) {
  mode = arguments[1];
  port = atoi(arguments[2]);
  connection_count = atoi(arguments[3]);
  size = atoi(arguments[4]);
  warmup_seconds = count > 5 ? atof(arguments[5]) : 0;
  measured_seconds = count > 6 ? atof(arguments[6]) : 0;
  paced_rate = count > 7 ? atof(arguments[7]) : 0;
  connections = calloc((size_t)connection_count, sizeof *connections);
  outgoing = malloc((size_t)size);
  incoming = malloc((size_t)size * STREAM_WINDOW_CHUNKS);
  poller = epoll_create1(EPOLL_CLOEXEC);
  if (connections == NULL || outgoing == NULL || incoming == NULL || poller < 0) fail("setting up");
  memset(outgoing, 'x', (size_t)size);
  for (int i = 0; i < connection_count && paced_rate > 0; i++) {
    connections[i].due = calloc(MAX_BEHIND, sizeof *connections[i].due);
    if (connections[i].due == NULL) fail("setting up");
  }
}

int main(int count, char **arguments) {
  if (count != 5 && count != 7 && count != 8) {
    fprintf(stderr, "usage: load rtt|stream|churn|paced|idle PORT CONNECTIONS SIZE [WARMUP SECONDS [RATE]]\n");
    return 2;
  }
  raise_descriptor_limit();
  prepare(arguments, count);
  if (strcmp(mode, "rtt") == 0) {
    measure(step_round_trip);
  } else if (strcmp(mode, "stream") == 0) {
    measure(step_stream);
  } else if (strcmp(mode, "churn") == 0) {
    measure(step_churn);
  } else if (strcmp(mode, "paced") == 0) {
    measure(step_paced);
  } else if (strcmp(mode, "idle") == 0) {
    stay_idle();
  } else {
    fprintf(stderr, "load: unknown mode: %s; rtt, stream, churn, paced and idle are known\n", mode);
    return 2;
  }
  return 0;
}
