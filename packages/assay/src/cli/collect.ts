/** For options that may be given several times: every value, in order. */
export function collect(value: string, previous: readonly string[] = []): string[] {
  return [...previous, value]
}
