/*
 * An echo server on one thread and one level-triggered epoll: what the machine can do at all.
 * Prints "port N", then serves until stdin ends. Answers the line "memory" as the Java servers do.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MAX_EVENTS = 256, SMALL_BUFFER = 4096 };

/* What could not be written yet; while there is any, the connection is not read. */
typedef struct {
  int fd;
  size_t offset;
  size_t length;
  char *unsent;
} connection;

static int poller;
static int listener;
static char *buffer;
static size_t buffer_size = SMALL_BUFFER;

static void fail(const char *what) {
  fprintf(stderr, "echo: %s: %s\n", what, strerror(errno));
  exit(1);
}

static void watch(int operation, int fd, uint32_t events, void *tag) {
  struct epoll_event event = {.events = events, .data.ptr = tag};
  if (epoll_ctl(poller, operation, fd, &event) != 0) fail("epoll_ctl");
}

static void open_listener(void) {
  int on = 1;
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof address;
  listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (bind(listener, (struct sockaddr *)&address, sizeof address) != 0) fail("bind");
  if (listen(listener, 4096) != 0) fail("listen");
  if (getsockname(listener, (struct sockaddr *)&address, &length) != 0) fail("getsockname");
  watch(EPOLL_CTL_ADD, listener, EPOLLIN, &listener);
  printf("port %d\n", ntohs(address.sin_port));
  fflush(stdout);
}

static void accept_all(void) {
  for (;;) {
    int on = 1;
    int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0 && errno == EAGAIN) return;
    if (fd < 0) fail("accept");
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    connection *c = calloc(1, sizeof *c);
    if (c == NULL) fail("calloc");
    c->fd = fd;
    watch(EPOLL_CTL_ADD, fd, EPOLLIN, c);
  }
}

static void drop(connection *c) {
  close(c->fd);
  free(c->unsent);
  free(c);
}

/* Keeps the rest for later and waits for room instead of for data. */
static void keep(connection *c, const char *from, size_t length) {
  c->unsent = malloc(length);
  if (c->unsent == NULL) fail("malloc");
  memcpy(c->unsent, from, length);
  c->offset = 0;
  c->length = length;
  watch(EPOLL_CTL_MOD, c->fd, EPOLLOUT, c);
}

static void flush_rest(connection *c) {
  ssize_t n = write(c->fd, c->unsent + c->offset, c->length - c->offset);
  if (n < 0 && errno == EAGAIN) return;
  if (n < 0) {
    drop(c);
    return;
  }
  c->offset += (size_t)n;
  if (c->offset < c->length) return;
  free(c->unsent);
  c->unsent = NULL;
  watch(EPOLL_CTL_MOD, c->fd, EPOLLIN, c);
}

static void echo(connection *c) {
  ssize_t got = read(c->fd, buffer, buffer_size);
  if (got < 0 && errno == EAGAIN) return;
  if (got <= 0) {
    drop(c);
    return;
  }
  ssize_t put = write(c->fd, buffer, (size_t)got);
  if (put < 0 && errno != EAGAIN) {
    drop(c);
    return;
  }
  if (put < 0) put = 0;
  if (put < got) keep(c, buffer + put, (size_t)(got - put));
}

static long resident_kilobytes(void) {
  char line[256];
  long kilobytes = 0;
  FILE *status = fopen("/proc/self/status", "r");
  if (status == NULL) fail("/proc/self/status");
  while (fgets(line, sizeof line, status) != NULL) {
    if (sscanf(line, "VmRSS: %ld", &kilobytes) == 1) break;
  }
  fclose(status);
  return kilobytes;
}

/* One command per line; the end of input ends the server. */
static void answer_command(void) {
  char line[64];
  ssize_t n = read(0, line, sizeof line - 1);
  if (n <= 0) exit(0);
  line[n] = 0;
  if (strncmp(line, "memory", 6) == 0) printf("memory heap=0 resident=%ld\n", resident_kilobytes() * 1024);
  if (strncmp(line, "allocated", 9) == 0) printf("allocated bytes=0\n");
  fflush(stdout);
}

static void handle(struct epoll_event *event) {
  if (event->data.ptr == &listener) {
    accept_all();
  } else if (event->data.ptr == NULL) {
    answer_command();
  } else {
    connection *c = event->data.ptr;
    if (c->unsent != NULL) {
      flush_rest(c);
    } else {
      echo(c);
    }
  }
}

int main(int count, char **arguments) {
  struct rlimit limit;
  struct epoll_event events[MAX_EVENTS];
  if (count > 1) buffer_size = (size_t)atol(arguments[1]);
  buffer = malloc(buffer_size);
  signal(SIGPIPE, SIG_IGN);
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  poller = epoll_create1(EPOLL_CLOEXEC);
  if (poller < 0 || buffer == NULL) fail("setting up");
  open_listener();
  watch(EPOLL_CTL_ADD, 0, EPOLLIN, NULL);
  for (;;) {
    int n = epoll_wait(poller, events, MAX_EVENTS, -1);
    if (n < 0 && errno != EINTR) fail("epoll_wait");
    for (int i = 0; i < n; i++) handle(&events[i]);
  }
}
