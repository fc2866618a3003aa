import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Failure } from '../../errors/assay-error.ts'
import type { Interaction } from '../model/pact.ts'
import { notMet } from '../provider/explain-mismatches.ts'
import { interactionName } from '../provider/interaction-name.ts'
import { type Finding, failed } from '../provider/interaction-result.ts'
import { readVerifierResults } from './read-verifier-results.ts'
import type { VerifierOutcome } from './run-verifier.ts'

const SHOWN_LOG_LINES = 10

/**
 * What the verifier has shown.
 *
 * @param folder where the plugins have written their logs
 */
export function judgeNatively(interaction: Interaction, outcome: VerifierOutcome, folder: string): Finding {
  const name = interactionName(interaction)
  if (outcome.answer === undefined) {
    const { problem, printed } = outcome
    return failed(verifierFailure(name, [problem, ...printed, ...pluginLogLines(folder)], problem))
  }
  const verdict = readVerifierResults(outcome.answer.results ?? outcome.answer.error)
  switch (verdict.kind) {
    case 'passed':
      return { mismatches: [], failure: undefined, warnings: [], exchange: undefined }
    case 'mismatches': {
      const { mismatches } = verdict
      const failure = notMet(`What the provider does for ${name}`, mismatches, pluginLogLines(folder))
      return failed(failure, { mismatches })
    }
    case 'problem':
      return failed(verifierFailure(name, [...verdict.lines, ...pluginLogLines(folder)], undefined))
  }
}

function verifierFailure(name: string, evidence: readonly string[], cause: unknown): Failure {
  return {
    code: 'plugin_verification_failed',
    message: `Interaction ${name} could not be verified by its plugin.`,
    evidence,
    fix: 'check that the provider runs, and that the plugin works: it wrote what is above',
    cause,
  }
}

function pluginLogLines(folder: string): string[] {
  const logs = join(folder, 'logs')
  if (!existsSync(logs)) return []
  return readdirSync(logs).flatMap((file) => {
    const lines = readFileSync(join(logs, file), 'utf8').split('\n')
    const shown = lines.filter((line) => line.trim() !== '').slice(-SHOWN_LOG_LINES)
    return shown.map((line) => `plugin: ${line}`)
  })
}
