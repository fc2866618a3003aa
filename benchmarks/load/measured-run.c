/*
 * Runs a program and tells what CPU time it took, its own processes included: Node can start a child,
 * and cannot ask the kernel for its usage.
 *
 *   measured-run program [argument…]
 *
 * File descriptor 3 gets `pid <number>` when the program has started and, when it has ended,
 * `cpu <microseconds of user and system time>`. The exit code is the program's. The program is killed
 * when this process is, and this process when its parent is.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { REPORT = 3, CANNOT_START = 127, KILLED = 128 };

static void run_program(char **words) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  close(REPORT);
  execvp(words[0], words);
  perror(words[0]);
  _exit(CANNOT_START);
}

int main(int count, char **words) {
  if (count < 2) return 3;
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  /* Processes that the program leaves behind become children of this one, and their time counts. */
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  pid_t program = fork();
  if (program < 0) return CANNOT_START;
  if (program == 0) run_program(words + 1);
  dprintf(REPORT, "pid %d\n", program);

  int status = 0;
  while (waitpid(program, &status, 0) < 0 && errno == EINTR) continue;
  while (waitpid(-1, NULL, WNOHANG) > 0) continue;
  struct rusage usage;
  getrusage(RUSAGE_CHILDREN, &usage);
  long long cpu_us = (long long)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000 +
                     usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
  dprintf(REPORT, "cpu %lld\n", cpu_us);
  return WIFEXITED(status) ? WEXITSTATUS(status) : KILLED + WTERMSIG(status);
}
