/*
 * The server that load generators are compared on. It answers every request with the same bytes and
 * does nothing else, so that it is faster than any generator and whatever is measured is about them.
 *
 *   target-server [--stall-every-ms N --stall-ms M] [--service-us S]
 *
 * A stall is a whole server at a standstill, as in a long garbage collection: nothing is read or sent.
 * One lies in the middle of every period of N ms. The periods begin with the first request. A service
 * time is spent at work, for each request.
 *
 * Standard output says `port <number>` when it listens. A line on standard input is answered with
 * `usage <requests> <CPU microseconds>`, and the server ends when standard input does. It understands
 * requests without a body, split and pipelined in any way.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MAX_CONNECTIONS = 65536, MAX_EVENTS = 512, REPEATED = 64, BACKLOG = 4096 };

static const char HEAD_END[4] = {'\r', '\n', '\r', '\n'};
static const char ANSWER[] =
    "HTTP/1.1 200 OK\r\n"
    "Server: target/1.0\r\n"
    "Date: Fri, 20 Nov 2026 23:58:07 GMT\r\n"
    "Content-Type: application/json\r\n"
    "Content-Length: 105\r\n"
    "Last-Modified: Fri, 20 Nov 2026 23:58:06 GMT\r\n"
    "Connection: keep-alive\r\n"
    "ETag: \"6b00de8e-69\"\r\n"
    "Cache-Control: no-store\r\n"
    "\r\n"
    "{\"id\":\"a1b2c3d4\",\"ok\":true,\"name\":\"widget\",\"price\":1999,"
    "\"currency\":\"EUR\",\"stock\":42,\"tags\":[\"a\",\"b\",\"c\"]}";
enum { ANSWER_BYTES = sizeof ANSWER - 1 };

struct connection {
  /* How many bytes of the end of a head the last bytes that were read have matched. */
  int matched;
  /* Where the next byte to send lies within the answer. */
  int position;
  /* Bytes of answers that could not be sent yet. */
  int64_t owed;
};

static struct connection connections[MAX_CONNECTIONS];
/* The answer many times over: pipelined requests are answered with one call. */
static char answers[ANSWER_BYTES * REPEATED];
static int epoll_fd, listener;
static uint64_t request_count;
static int64_t stall_every_us, stall_us, service_us;
/* The begin of the next stall; 0 before the first request. */
static int64_t next_stall_us;

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static int64_t now_us(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

static void sleep_until(int64_t until_us) {
  struct timespec until = {.tv_sec = until_us / 1000000, .tv_nsec = until_us % 1000000 * 1000};
  while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL) == EINTR) continue;
}

static void work(int64_t microseconds) {
  int64_t until = now_us() + microseconds;
  while (now_us() < until) continue;
}

static void plan_stalls(void) {
  next_stall_us = now_us() + (stall_every_us - stall_us) / 2;
}

/* Stands still if it is time to; late by no more than one round of events. */
static void stall_when_due(void) {
  if (next_stall_us == 0 || now_us() < next_stall_us) return;
  sleep_until(next_stall_us + stall_us);
  next_stall_us += stall_every_us;
}

/* How long to wait for events, so that a stall also begins when nothing happens. */
static int wait_ms(void) {
  if (next_stall_us == 0) return -1;
  int64_t left_us = next_stall_us - now_us();
  return left_us <= 0 ? 0 : (int)((left_us + 999) / 1000);
}

static void watch(int operation, int fd, uint32_t events) {
  struct epoll_event event = {.events = events, .data.fd = fd};
  if (epoll_ctl(epoll_fd, operation, fd, &event) != 0) fail("epoll_ctl");
}

static void accept_connections(void) {
  for (int fd; (fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0;) {
    if (fd >= MAX_CONNECTIONS) {
      close(fd);
      continue;
    }
    int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    connections[fd] = (struct connection){0};
    watch(EPOLL_CTL_ADD, fd, EPOLLIN);
  }
}

/* Sends what is owed; waits for room when the peer does not read. Closing ends the watching too. */
static void send_owed(int fd, int was_waiting) {
  struct connection *connection = &connections[fd];
  while (connection->owed > 0) {
    int64_t most = (int64_t)sizeof answers - connection->position;
    size_t bytes = connection->owed < most ? connection->owed : most;
    ssize_t sent = send(fd, answers + connection->position, bytes, MSG_NOSIGNAL);
    if (sent < 0 && errno == EAGAIN) {
      if (!was_waiting) watch(EPOLL_CTL_MOD, fd, EPOLLOUT);
      return;
    }
    if (sent < 0) {
      close(fd);
      return;
    }
    connection->owed -= sent;
    connection->position = (connection->position + sent) % ANSWER_BYTES;
  }
  if (was_waiting) watch(EPOLL_CTL_MOD, fd, EPOLLIN);
}

static int count_heads(struct connection *connection, const char *bytes, ssize_t length) {
  int heads = 0;
  for (ssize_t index = 0; index < length; index++) {
    if (bytes[index] != HEAD_END[connection->matched]) connection->matched = bytes[index] == '\r';
    else if (++connection->matched == sizeof HEAD_END) {
      connection->matched = 0;
      heads++;
    }
  }
  return heads;
}

static void answer(int fd) {
  char bytes[16384];
  ssize_t length = recv(fd, bytes, sizeof bytes, 0);
  if (length < 0 && errno == EAGAIN) return;
  if (length <= 0) {
    close(fd);
    return;
  }
  int heads = count_heads(&connections[fd], bytes, length);
  if (heads == 0) return;
  if (stall_every_us > 0 && next_stall_us == 0) plan_stalls();
  if (service_us > 0) work(service_us * heads);
  request_count += heads;
  connections[fd].owed += (int64_t)heads * ANSWER_BYTES;
  send_owed(fd, 0);
}

static void answer_owner(void) {
  char line[256];
  if (read(STDIN_FILENO, line, sizeof line) <= 0) exit(0);
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  int64_t cpu_us = (int64_t)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000 +
                   usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
  printf("usage %llu %lld\n", (unsigned long long)request_count, (long long)cpu_us);
  fflush(stdout);
}

static void read_options(int count, char **words) {
  static const struct option options[] = {
      {"stall-every-ms", required_argument, NULL, 'e'},
      {"stall-ms", required_argument, NULL, 'm'},
      {"service-us", required_argument, NULL, 's'},
      {NULL, 0, NULL, 0},
  };
  for (int option; (option = getopt_long(count, words, "", options, NULL)) != -1;) {
    if (option == 'e') stall_every_us = atoll(optarg) * 1000;
    else if (option == 'm') stall_us = atoll(optarg) * 1000;
    else if (option == 's') service_us = atoll(optarg);
    else exit(3);
  }
  if (stall_us > stall_every_us) {
    fprintf(stderr, "a stall must be shorter than the time from one to the next\n");
    exit(3);
  }
}

/* The kernel chooses the port. */
static void start_listening(void) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof address;
  int on = 1;
  listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (bind(listener, (struct sockaddr *)&address, size) != 0) fail("bind");
  if (listen(listener, BACKLOG) != 0) fail("listen");
  getsockname(listener, (struct sockaddr *)&address, &size);
  printf("port %d\n", ntohs(address.sin_port));
  fflush(stdout);
}

int main(int count, char **words) {
  read_options(count, words);
  for (int index = 0; index < REPEATED; index++) memcpy(answers + index * ANSWER_BYTES, ANSWER, ANSWER_BYTES);
  epoll_fd = epoll_create1(0);
  start_listening();
  watch(EPOLL_CTL_ADD, listener, EPOLLIN);
  watch(EPOLL_CTL_ADD, STDIN_FILENO, EPOLLIN);
  for (;;) {
    struct epoll_event events[MAX_EVENTS];
    int ready = epoll_wait(epoll_fd, events, MAX_EVENTS, wait_ms());
    if (ready < 0 && errno != EINTR) fail("epoll_wait");
    stall_when_due();
    for (int index = 0; index < ready; index++) {
      int fd = events[index].data.fd;
      if (fd == listener) accept_connections();
      else if (fd == STDIN_FILENO) answer_owner();
      else if (events[index].events & EPOLLOUT) send_owed(fd, 1);
      else answer(fd);
    }
  }
}
