import { type Context, createContext, Script } from 'node:vm'
import { parsePattern } from './parse-pattern.ts'
import { type PatternRisk, patternRisk, riskBits } from './pattern-risk.ts'
import { patternSource } from './pattern-source.ts'

/** What came of looking for a pattern. */
export type Found =
  | { readonly kind: 'found' }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'invalid'; readonly reason: string }
  | { readonly kind: 'gave-up'; readonly afterMs: number }

const DEADLINE_MS = 100
/** How long a pattern may be waited for in vain, all texts together. */
const MOST_WAITED_MS = 1_000

/**
 * Whether a pattern matches the whole of a text, as in all Pact tools: `\d` does not match `12`. A
 * pattern that backtracks without end is given up.
 */
export function findWhole(regex: string, text: string): Found {
  const pattern = compiledPattern(regex)
  if ('reason' in pattern) return { kind: 'invalid', reason: pattern.reason }
  if (!mayTakeLong(pattern, text)) {
    pattern.whole.lastIndex = 0
    return pattern.whole.test(text) ? FOUND : NOT_FOUND
  }
  if (pattern.waitedMs >= MOST_WAITED_MS) return { kind: 'gave-up', afterMs: pattern.waitedMs }
  const result = findAt(pattern, { expression: pattern.whole, text, from: 0 })
  if (result === 'gave-up') return { kind: 'gave-up', afterMs: DEADLINE_MS }
  return result === undefined ? NOT_FOUND : FOUND
}

const FOUND: Found = { kind: 'found' }
const NOT_FOUND: Found = { kind: 'not-found' }

/** What the first group of a pattern finds anywhere in a text, and what is around the whole find. */
export type Captured =
  | { readonly before: string; readonly captured: string; readonly after: string }
  | { readonly problem: string }

const MOST_CAPTURED_FROM = 500

/** Looks for a pattern in a short text, such as the example of a URL. */
export function findCaptured(regex: string, text: string): Captured {
  const pattern = compiledPattern(regex)
  if ('reason' in pattern) return { problem: `is not a valid regular expression - ${pattern.reason}` }
  if (text.length > MOST_CAPTURED_FROM)
    return { problem: `is for a text longer than ${MOST_CAPTURED_FROM} characters` }
  for (let from = 0; from <= text.length; from += 1) {
    const found = findAt(pattern, { expression: pattern.anywhere, text, from })
    if (found === 'gave-up') return { problem: 'was given up: it backtracks without end' }
    if (found === undefined) continue
    const captured = found.groups?.['g1']
    if (captured === undefined) return { problem: 'has no group that finds something' }
    return { before: text.slice(0, from), captured, after: text.slice(from + found[0].length) }
  }
  return { problem: `does not match '${text}'` }
}

interface CompiledPattern {
  /** For a whole text. */
  readonly whole: RegExp
  /** For what begins at a place of a text. */
  readonly anywhere: RegExp
  readonly risk: PatternRisk
  waitedMs: number
}

type Compiled = CompiledPattern | { readonly reason: string }

const patterns = new Map<string, Compiled>()
const MOST_PATTERNS = 1_000

function compiledPattern(regex: string): Compiled {
  const known = patterns.get(regex)
  if (known !== undefined) return known
  const compiled = compile(regex)
  if (patterns.size >= MOST_PATTERNS) patterns.clear()
  patterns.set(regex, compiled)
  return compiled
}

function compile(regex: string): Compiled {
  const parsed = parsePattern(regex)
  if ('problem' in parsed) return { reason: parsed.problem }
  try {
    const source = patternSource(parsed.node)
    return {
      whole: new RegExp(`(?:${source})(?![^])`, 'vy'),
      anywhere: new RegExp(source, 'vy'),
      risk: patternRisk(parsed.node),
      waitedMs: 0,
    }
  } catch (thrown) {
    // Readable, but nothing that JavaScript can do: the reason is its own.
    return { reason: (thrown as Error).message }
  }
}

/** A deadline costs 150 µs, so only what needs one has it. A million steps take some milliseconds. */
const HARMLESS_BITS = 20

function mayTakeLong({ risk }: CompiledPattern, text: string): boolean {
  return riskBits(risk, text.length) > HARMLESS_BITS
}

const room: { expression?: RegExp | undefined; text?: string | undefined; result?: RegExpExecArray | null } =
  {}
let prepared: { readonly script: Script; readonly context: Context } | undefined

interface Attempt {
  /** Sticky. */
  readonly expression: RegExp
  readonly text: string
  readonly from: number
}

/** Only a script of its own can be interrupted in the middle of a match. */
function findAt(
  pattern: CompiledPattern,
  { expression, text, from }: Attempt,
): RegExpExecArray | undefined | 'gave-up' {
  prepared ??= { script: new Script('result = expression.exec(text)'), context: createContext(room) }
  expression.lastIndex = from
  room.expression = expression
  room.text = text
  const startedMs = performance.now()
  try {
    prepared.script.runInContext(prepared.context, { timeout: DEADLINE_MS })
    return room.result ?? undefined
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw thrown
    pattern.waitedMs += performance.now() - startedMs
    return 'gave-up'
  } finally {
    // Texts may be large; nothing keeps them.
    room.expression = undefined
    room.text = undefined
  }
}
