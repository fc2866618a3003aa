import { join } from 'node:path'
import { loadConfiguration, runCucumber } from '@cucumber/cucumber/api'
import type { Suite } from './suite-folder.ts'
import { createTally, type Tally } from './tally.ts'

/**
 * Runs all features of a suite, shows what does not pass, and counts scenarios.
 *
 * @param messagesFile where everything that Cucumber tells of the run is written, one message in a line
 */
export async function runFeatures({ features, fixtures }: Suite, messagesFile?: string): Promise<Tally> {
  const { runConfiguration } = await loadConfiguration({
    // Only what is said here counts, not what lies where it is run.
    file: false,
    provided: {
      paths: [...features],
      import: [join(import.meta.dirname, 'steps', '*.ts')],
      format: ['progress', ...(messagesFile === undefined ? [] : [`message:${messagesFile}`])],
      worldParameters: fixtures === undefined ? {} : { fixtures },
    },
  })
  const tally = createTally()
  const { success } = await runCucumber(runConfiguration, {}, tally.add)
  const counts = tally.counts()
  // A feature that cannot be read has no scenario.
  const isUncounted = !success && counts.failed === 0 && counts.undefined === 0
  return isUncounted ? { ...counts, failed: 1 } : counts
}
