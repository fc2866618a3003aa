import type { TestResult } from '../../model/test-result.ts'

/** Why a test was skipped, line by line, where whoever skipped it says so. Contracts do. */
export function skipReason({ status, source, console }: TestResult): readonly string[] {
  return status === 'skipped' && source === 'contract' ? console : []
}
