/** Which versions of an application are meant. Only its name means any of them. */
export interface MatrixSelector {
  readonly pacticipant: string
  readonly version?: string | undefined
  readonly tag?: string | undefined
  readonly branch?: string | undefined
  readonly environment?: string | undefined
  readonly isLatest: boolean
  readonly isMainBranch: boolean
}

/** Of which rows only the newest is kept: for each pair of versions, each version of a consumer, each pair. */
export type LatestBy = 'cvpv' | 'cvp' | 'cp'

/** Which versions of other applications those that are named are compared with. */
export interface MatrixTarget {
  readonly tag?: string | undefined
  readonly environment?: string | undefined
  readonly isMainBranch: boolean
  readonly isLatest: boolean
}

/** A question to the matrix. */
export interface MatrixQuery {
  readonly selectors: readonly MatrixSelector[]
  readonly ignored: readonly MatrixSelector[]
  readonly target: MatrixTarget
  readonly latestBy?: LatestBy | undefined
  /** Results that are shown; `null` is one that is missing. All of them are judged. */
  readonly success?: readonly (boolean | null)[] | undefined
  /** How many rows are shown. All of them are judged. */
  readonly limit: number
}

/** Whether the other applications are to be found out. */
export function isInferring({ tag, environment, isMainBranch, isLatest }: MatrixTarget): boolean {
  return tag !== undefined || environment !== undefined || isMainBranch || isLatest
}

/** Whether nothing but the name of an application is given. */
export function meansAnyVersion(selector: Omit<MatrixSelector, 'pacticipant'>): boolean {
  const { version, tag, branch, environment, isLatest, isMainBranch } = selector
  return (
    [version, tag, branch, environment].every((value) => value === undefined) && !isLatest && !isMainBranch
  )
}
