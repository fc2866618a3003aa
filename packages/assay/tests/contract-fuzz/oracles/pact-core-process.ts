import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FuzzCase, RequestCase, ResponseCase } from '../fuzz-case.ts'
import { askAboutMessage } from './message-oracle.ts'
import type { Answer, Question, Reply } from './pact-core.ts'
import { rewriteWithCore, writeWithCore } from './pact-writer.ts'
import { askAboutRequest } from './request-oracle.ts'
import { askAboutResponses } from './response-oracle.ts'

// The process that has pact-core in it: what it prints, and that it may crash, stays here.

const MOCK_SERVERS = 8
const directory = await mkdtemp(join(tmpdir(), 'pact-fuzz-'))

process.on('message', async (question: Question) => {
  process.send?.(await reply(question))
})
process.once('disconnect', async () => {
  await rm(directory, { recursive: true, force: true })
  process.exit()
})

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
      return inOrder(items, (pact) => writeWithCore(pact, directory))
    case 'rewriting':
      return inOrder(items, (text) => rewriteWithCore(text, directory))
  }
}

/** One after the other: they share a file. */
async function inOrder<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  for (const item of items) results.push(await work(item))
  return results
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
