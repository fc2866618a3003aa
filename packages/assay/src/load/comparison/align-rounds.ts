import type { Block } from './mann-whitney.ts'
import { medianOf } from './median.ts'

/** One run's value of one measure. */
export interface RunValue {
  readonly round: number | undefined
  readonly value: number
}

export interface AlignedValues {
  readonly blocks: readonly Block[]
  /** Runs that had no counterpart in their round, and were left out. */
  readonly leftOut: number
  readonly areInRounds: boolean
}

const ROUNDS_PER_BLOCK = 3

/**
 * Takes away what runs of neighbouring rounds have in common: drift of the machine. Each block of
 * about three rounds is centered on its median; within it, the test may exchange runs of both
 * sides. Runs without rounds make one block and are left as they are: the plain test.
 *
 * Three rounds and the median are what simulations favoured. One round a block loses power, because
 * eight pairs can be exchanged in only 256 ways; more rounds leave more of the drift; the mean lets
 * one run that was disturbed shift all of its neighbours.
 */
export function alignRounds(first: readonly RunValue[], second: readonly RunValue[]): AlignedValues {
  if ([...first, ...second].some(({ round }) => round === undefined)) {
    const block = { first: first.map(({ value }) => value), second: second.map(({ value }) => value) }
    return { blocks: [block], leftOut: 0, areInRounds: false }
  }
  const rounds = completeRounds(first, second)
  const kept = rounds.reduce((count, round) => count + round.first.length + round.second.length, 0)
  const blocks = blockBounds(rounds.length).map(([from, to]) => centered(rounds.slice(from, to)))
  return { blocks, leftOut: first.length + second.length - kept, areInRounds: true }
}

/** From which round to before which each block reaches; their sizes differ by one at most. */
export function blockBounds(rounds: number): (readonly [from: number, to: number])[] {
  const count = Math.max(1, Math.floor(rounds / ROUNDS_PER_BLOCK))
  const bound = (block: number) => Math.floor((block * rounds) / count)
  return Array.from({ length: count }, (_, block) => [bound(block), bound(block + 1)] as const)
}

/** Rounds with as many runs of one side as of the other; otherwise centering would favour one. */
function completeRounds(first: readonly RunValue[], second: readonly RunValue[]): Block[] {
  const numbers = [...new Set(first.map(({ round }) => round!))].sort((left, right) => left - right)
  const of = (values: readonly RunValue[], number: number) =>
    values.filter(({ round }) => round === number).map(({ value }) => value)
  return numbers
    .map((number) => ({ first: of(first, number), second: of(second, number) }))
    .filter((round) => round.first.length === round.second.length)
}

function centered(rounds: readonly Block[]): Block {
  const first = rounds.flatMap((round) => round.first)
  const second = rounds.flatMap((round) => round.second)
  const center = medianOf([...first, ...second])
  return { first: first.map((value) => value - center), second: second.map((value) => value - center) }
}
