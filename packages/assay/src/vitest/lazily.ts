/** An object whose members are made when they are first asked for, which may throw. */
export function lazily<Value>(
  names: readonly string[],
  get: (name: string) => Value,
): Readonly<Record<string, Value>> {
  const target = {} as Record<string, Value>
  for (const name of names) {
    Object.defineProperty(target, name, { enumerable: true, get: () => get(name) })
  }
  return target
}
