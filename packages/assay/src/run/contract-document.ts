import { monotonicMs, wallClockMs } from '../base/clock.ts'
import type { ActualResponse } from '../contract/matching/actual.ts'
import type { HttpInteraction } from '../contract/model/pact.ts'
import type { ProviderAnswer } from '../contract/openapi/drift.ts'
import type { Exchange } from '../model/exchange.ts'
import type { System } from '../model/system.ts'
import type { TestResult } from '../model/test-result.ts'
import type { OpenapiDocument } from '../openapi/document.ts'
import { shownFile } from '../vitest/projects.ts'
import type { UnverifiedPact } from './contract-plan.ts'
import { obstacleTest, unverifiedTest } from './contract-test.ts'
import type { ContractInteraction } from './contract-verification.ts'
import { documentTest } from './document-test.ts'

/** What was said when the provider was asked. */
export interface Conversation {
  readonly exchange?: Exchange | undefined
  readonly answer?: ActualResponse | undefined
}

/**
 * Judges an interaction by the OpenAPI document of its provider, beside asking the provider or in place
 * of it. Gives the tests that say so: none for a message, and for a provider without a document.
 */
export type JudgeByDocument = (
  wanted: ContractInteraction,
  conversation?: Conversation,
) => Promise<readonly TestResult[]>

/** Reads each document once, when it is needed. One that cannot be read is a failed test of its own. */
export function documentJudge(system: System): JudgeByDocument {
  const read = new Map<string, OpenapiDocument | undefined>()
  return async (wanted, conversation = {}) => {
    const { interaction, pact } = wanted
    const service = system.services.get(pact.sourced.pact.provider)
    if (interaction.kind !== 'http' || service?.openapi === undefined) return []
    const path = service.openapi
    const file = shownFile(system, path)
    const unreadable: TestResult[] = []
    if (!read.has(path)) {
      try {
        const { loadOpenapi } = await import('../openapi/load-openapi.ts')
        read.set(path, await loadOpenapi(path))
      } catch (error) {
        read.set(path, undefined)
        unreadable.push(
          obstacleTest({ service: service.name, file, title: 'the document can be read' }, error),
        )
      }
    }
    const document = read.get(path)
    if (document === undefined) return unreadable
    return [await judge({ ...wanted, ...conversation, interaction }, document, file)]
  }
}

/**
 * Tells of a pact whose provider is not asked. Of a third party nobody here knows more than its
 * document, so that is what counts; another provider stays unverified, whatever its document says.
 */
export async function unverifiedTests(
  unverified: UnverifiedPact,
  judgeOne: JudgeByDocument,
  system: System,
): Promise<readonly TestResult[]> {
  const { pact, interactions } = unverified
  const judged: TestResult[] = []
  for (const interaction of interactions) judged.push(...(await judgeOne({ pact, interaction })))
  const service = system.services.get(pact.sourced.pact.provider)
  const isThirdParty = service !== undefined && service.command === undefined && service.url === undefined
  const isComplete = judged.length > 0 && interactions.every(({ kind }) => kind === 'http')
  if (isThirdParty && isComplete) return judged
  return [unverifiedTest(unverified, system), ...judged]
}

interface Judged extends ContractInteraction, Conversation {
  readonly interaction: HttpInteraction
}

/** Whoever has no documents does not load what reads and compiles schemas. */
async function judge(judged: Judged, document: OpenapiDocument, file: string): Promise<TestResult> {
  const { judgeByDocument } = await import('../contract/openapi/judge-by-document.ts')
  const { interaction, exchange } = judged
  const [startedAt, started] = [wallClockMs(), monotonicMs()]
  const answered = answeredIn(judged)
  const judgement = await judgeByDocument({ interaction, answered }, document, file)
  const durationMs = monotonicMs() - started
  return documentTest({ ...judged, judgement, file, exchange, startedAt, durationMs })
}

/** The request as it was sent: a state may have chosen its path. */
function answeredIn({ exchange, answer }: Conversation): ProviderAnswer | undefined {
  if (exchange === undefined || answer === undefined) return undefined
  return { method: exchange.method, path: new URL(exchange.url).pathname, answer }
}
