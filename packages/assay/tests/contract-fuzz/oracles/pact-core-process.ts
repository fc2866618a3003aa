import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FuzzCase, RequestCase, ResponseCase } from '../fuzz-case.ts'
import { askAboutMessage } from './message-oracle.ts'
import type { Answer, Reply } from './pact-core.ts'
import { askAboutRequest } from './request-oracle.ts'
import { askAboutResponses } from './response-oracle.ts'

// The process that has pact-core in it: what it prints, and that it may crash, stays here.

const MOCK_SERVERS = 8
const directory = await mkdtemp(join(tmpdir(), 'pact-fuzz-'))

process.on('message', async (cases: readonly FuzzCase[]) => {
  process.send?.(await reply(cases))
})
process.once('disconnect', async () => {
  await rm(directory, { recursive: true, force: true })
  process.exit()
})

async function reply(cases: readonly FuzzCase[]): Promise<Reply> {
  try {
    return { answers: await answer(cases) }
  } catch (error) {
    return { problem: String((error as Error).stack) }
  }
}

async function answer(cases: readonly FuzzCase[]): Promise<Answer[]> {
  const answers = new Map<FuzzCase, Answer>()
  for (const one of cases) {
    if (one.kind === 'message') answers.set(one, { outcome: askAboutMessage(one) })
  }
  await answerRequests(
    cases.filter((one) => one.kind === 'request'),
    answers,
  )
  await answerResponses(
    cases.filter((one) => one.kind === 'response'),
    answers,
  )
  return cases.map((one) => answers.get(one)!)
}

async function answerRequests(cases: readonly RequestCase[], answers: Map<FuzzCase, Answer>): Promise<void> {
  const waiting = cases.values()
  const work = async () => {
    for (const one of waiting) answers.set(one, await askAboutRequest(one, directory))
  }
  await Promise.all(Array.from({ length: MOCK_SERVERS }, work))
}

async function answerResponses(
  cases: readonly ResponseCase[],
  answers: Map<FuzzCase, Answer>,
): Promise<void> {
  if (cases.length === 0) return
  const outcomes = await askAboutResponses(cases, directory)
  for (const [index, outcome] of outcomes.entries()) answers.set(cases[index]!, { outcome })
}
