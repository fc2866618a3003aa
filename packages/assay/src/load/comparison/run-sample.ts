/** One run of a scenario. It is the sample: requests within a run share its fate, and are never pooled. */
export interface RunSample {
  /**
   * Which round the run belongs to, in the order of time, when baseline and candidate took turns:
   * runs of one round met the same machine, so what they have in common is taken away. Leave it
   * out when the runs of one side come from another time. Let the side that goes first alternate.
   */
  readonly round?: number
  /** The value of each measure of the run, such as `orders GET /orders/{id} p95`. */
  readonly values: Readonly<Record<string, number>>
}

/** What the values of a measure are. */
export type MeasureUnit = 'ms' | 'share'

/** What has to be known about a measure to compare it. */
export interface MeasureTraits {
  /** `ms` unless said otherwise. A `share` is 0 to 1, such as an error rate. */
  readonly unit?: MeasureUnit
  /** Which way is good. `lower` unless said otherwise. */
  readonly better?: 'lower' | 'higher'
  /** How large a change must be to matter, as a share: 0.05 is 5 %. */
  readonly minimumEffect?: number
  /** Values below are alike: for what can be 0, such as an error rate, or is too small to matter. */
  readonly floor?: number
}

export interface CompareOptions {
  /** Traits by the name of the measure. A measure that is not named here is better lower. */
  readonly measures?: Readonly<Record<string, MeasureTraits>>
  /** How probable one false difference may be in the whole comparison. 0.01 unless given. */
  readonly alpha?: number
  /** How large a change must be to matter, as a share. 0.05 unless given. */
  readonly minimumEffect?: number
  /** Of the intervals of the ratios. 0.95 unless given. */
  readonly confidence?: number
}
