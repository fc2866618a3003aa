import { ERROR_KINDS, type LoadFigures } from '../../model/load-result.ts'
import { OperationRecord } from './operation-record.ts'

/**
 * The figures people read, from what was counted over `measuredMs`. What was answered later counts,
 * but is no part of the rate.
 */
export function figuresOf(record: OperationRecord, measuredMs: number, dropped = 0): LoadFigures {
  const byKind = ERROR_KINDS.flatMap((kind, index) => {
    const count = record.errorsByKind[index]!
    return count === 0 ? [] : [[kind, count] as const]
  })
  return {
    scheduled: record.scheduled + dropped,
    sent: record.sent,
    dropped,
    failed: record.failed,
    answered: record.answered,
    errors: record.errors,
    errorsByKind: Object.fromEntries(byKind),
    ratePerSecond: measuredMs > 0 ? (record.answeredInPhase * 1_000) / measuredMs : 0,
    receivedBytes: record.receivedBytes,
    latency: record.latency.summary(),
    naiveLatency: record.naiveLatency.summary(),
  }
}

/** Everything that any of the records holds. */
export function mergeRecords(records: Iterable<OperationRecord>): OperationRecord {
  const merged = new OperationRecord()
  for (const record of records) merged.add(record.data())
  return merged
}
