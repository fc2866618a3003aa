import type { FuzzCase, RequestCase, ResponseCase } from '../fuzz-case.ts'
import { askAboutMessage } from './message-oracle.ts'
import type { Answer, Question, Reply } from './pact-core.ts'
import { rewriteWithCore, writeWithCore } from './pact-writer.ts'
import { askAboutRequest } from './request-oracle.ts'
import { askAboutResponses } from './response-oracle.ts'

// The process that has pact-core in it: what it prints, and that it may crash, stays here.

const MOCK_SERVERS = 8
const directory = process.argv[2]!

process.on('message', async (question: Question) => {
  process.send?.(await reply(question))
})
// Mock servers may still be open.
process.once('disconnect', () => process.exit())

async function reply(question: Question): Promise<Reply> {
  try {
    return { answers: await answerTo(question) }
  } catch (error) {
    return { problem: String((error as Error).stack) }
  }
}

async function answerTo({ about, items }: Question): Promise<readonly unknown[]> {
  switch (about) {
    case 'cases':
      return answerCases(items)
    case 'writing':
      return Promise.all(items.map((pact) => writeWithCore(pact, directory)))
    case 'rewriting':
      return Promise.all(items.map((text) => rewriteWithCore(text, directory)))
  }
}

async function answerCases(cases: readonly FuzzCase[]): Promise<Answer[]> {
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
