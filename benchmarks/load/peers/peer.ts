import type { Workload } from '../workload.ts'

/** What a generator says of one run. */
export interface GeneratorFigures {
  /** Requests that got an answer. */
  readonly requests: number
  readonly requestsPerSecond: number
  /** Failed requests, and answers that were not as they should be. */
  readonly errors: number
  readonly p50Ms?: number
  readonly p95Ms?: number
  readonly p99Ms?: number
}

/** How a generator is started. */
export interface Command {
  /** The program and its arguments. */
  readonly words: readonly string[]
  /** What it needs beside the variables of the workload. */
  readonly environment?: NodeJS.ProcessEnv
}

/** A load generator that is at hand. */
export interface Generator {
  readonly version: string
  readonly path: string
  /** Throws when it cannot do the workload, with the reason. The report is a file that it may write. */
  commandFor(workload: Workload, reportFile: string): Command
  /** Reads the figures from standard output and the report; throws when they are not there. */
  read(output: string, report: string): GeneratorFigures
}

/** A load generator to compare: one of the others, or ours. */
export interface Peer {
  readonly name: string
  /** Finds it, or puts it into the user's cache; rejects when it cannot be had here, with the reason. */
  install(): Promise<Generator>
}

/** A script for a generator. */
export function scriptPath(name: string): string {
  return `${import.meta.dirname}/scripts/${name}`
}
