/** Whether a host is this machine, which nobody else reaches by it. */
export function isLoopback(host: string): boolean {
  return /^(?:127(?:\.\d{1,3}){3}|(?:.+\.)?localhost|\[?::1\]?)$/i.test(host)
}
