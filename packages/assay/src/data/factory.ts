import { stableHash } from '../base/identifiers.ts'
import { createRandom, type Random } from '../base/random.ts'

/** What a factory makes its defaults from. */
export interface FactoryTools {
  /** Letters and digits that no other value of any test has. */
  readonly unique: string
  /** 1 for the first value of this factory in this test, 2 for the next. */
  readonly sequence: number
  readonly random: Random
}

export interface FactoryOptions<Value extends object, Stored, Parts> {
  /** Makes a value with defaults. */
  readonly build: (tools: FactoryTools) => Value
  /** Stores it, through an API or a database, and gives what was stored. */
  readonly persist?: (value: Value, parts: Parts) => Promise<Stored>
}

/** Makes test data of one kind. Use it through the `data` fixture. */
export interface Factory<Value extends object, Stored, Parts> {
  readonly kind: 'factory'
  readonly options: FactoryOptions<Value, Stored, Parts>
}

/**
 * Declares how values of one kind are made.
 *
 * @example
 * const user = factory({
 *   build: ({ unique, random }) => ({ email: `${unique}@example.test`, age: random.integer(18, 90) }),
 *   persist: async (value, { users }) => (await users.post<User>('/users', value)).body,
 * })
 */
export function factory<Value extends object, Stored, Parts>(
  options: FactoryOptions<Value, Stored, Parts>,
): Factory<Value, Stored, Parts> {
  return { kind: 'factory', options }
}

/** Test data of one test: repeatable from the run's seed, unique among all tests. */
export interface Data<Parts> {
  /** A value with defaults, some of them overridden. */
  build<Value extends object, Stored>(
    source: Factory<Value, Stored, Parts>,
    overrides?: Partial<Value>,
  ): Value
  /** Several values, each with its own defaults. */
  buildMany<Value extends object, Stored>(
    source: Factory<Value, Stored, Parts>,
    count: number,
    overrides?: Partial<Value>,
  ): Value[]
  /** Builds a value and stores it. */
  create<Value extends object, Stored>(
    source: Factory<Value, Stored, Parts>,
    overrides?: Partial<Value>,
  ): Promise<Stored>
  /** Letters and digits that no other test has. */
  unique(): string
  readonly random: Random
}

/** `seed` is the run's; `test` is the test's stable id; `parts` are only asked for when something is stored. */
export function createData<Parts>(seed: string, test: string, parts: () => Parts): Data<Parts> {
  const sequences = new Map<object, number>()
  const random = createRandom(`${seed}/${test}`)
  let made = 0
  const unique = () => {
    made += 1
    return `u${stableHash([seed, test, String(made)], 12)}`
  }
  const build = <Value extends object, Stored>(
    source: Factory<Value, Stored, Parts>,
    overrides: Partial<Value> = {},
  ): Value => {
    const sequence = (sequences.get(source) ?? 0) + 1
    sequences.set(source, sequence)
    return { ...source.options.build({ unique: unique(), sequence, random }), ...overrides }
  }
  return {
    build,
    buildMany: (source, count, overrides) => Array.from({ length: count }, () => build(source, overrides)),
    async create(source, overrides) {
      const { persist } = source.options
      if (persist === undefined) throw new TypeError('this factory has no "persist", so it can only build')
      return persist(build(source, overrides), parts())
    },
    unique,
    random,
  }
}
