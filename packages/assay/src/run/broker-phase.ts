import type { PactResult } from '../contract/provider/verify-pact.ts'
import type { EmitRunEvent } from '../model/run-event.ts'
import type { SourceState } from '../model/run-result.ts'
import type { TestResult } from '../model/test-result.ts'
import { askDeployments } from './ask-deployment.ts'
import { publishContracts } from './contract-publish.ts'
import type { RunOptions } from './run-options.ts'

export interface BrokerPhaseOptions
  extends Pick<RunOptions, 'system' | 'selection' | 'inherited' | 'signal' | 'publication' | 'version'> {
  readonly source: SourceState | undefined
  /** Everything that was tested. */
  readonly tests: readonly TestResult[]
  /** What verifying the providers has shown. */
  readonly verified: readonly PactResult[]
  readonly emit: EmitRunEvent
}

/**
 * Tells the Pact broker what a run has found out about contracts, when that is asked for, and then asks
 * it what the gates want to know.
 *
 * @throws AssayError `broker_…`: what could not be published or asked is no pass
 */
export async function settleContracts(options: BrokerPhaseOptions): Promise<void> {
  const { publication, emit } = options
  const onNote = (text: string) => emit({ type: 'note', text })
  if (publication !== undefined) await publishContracts({ ...options, publication, onNote })
  for (const verdict of await askDeployments(options)) emit({ type: 'deployment-judged', verdict })
}
