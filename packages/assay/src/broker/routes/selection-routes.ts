import { z } from 'zod'
import { pactsToVerifyHal } from '../hal/pacts-to-verify-hal.ts'
import { type Call, checkedBody } from '../http/call.ts'
import { present, Refusal } from '../http/refusal.ts'
import { hal } from '../http/reply.ts'
import { route } from '../http/route.ts'
import { pactsToVerify, type VerificationQuery } from '../pacts/pacts-to-verify.ts'
import { selectorProblems } from '../pacts/selector-problems.ts'
import { environmentNamed } from '../store/environments.ts'
import { findPacticipant } from '../store/pacticipants.ts'

const text = z.string().min(1).nullish()
const flag = z.boolean().nullish()
const selector = z.object({
  ...{ consumer: text, fallbackBranch: text, tag: text, fallbackTag: text, environment: text },
  branch: z.union([z.string().min(1), z.literal(true)]).nullish(),
  ...{ mainBranch: flag, matchingBranch: flag, latest: flag },
  ...{ deployed: flag, released: flag, deployedOrReleased: flag },
})
const queryBody = z.object({
  consumerVersionSelectors: z.array(selector).nullish(),
  // Some clients send an empty text when they know of no branch.
  providerVersionBranch: z.string().nullish(),
  providerVersionTags: z.array(z.string()).nullish(),
  includePendingStatus: flag,
  includeWipPactsSince: z
    .string()
    .refine((date) => !Number.isNaN(Date.parse(date)), 'must be a date, such as 2026-11-21')
    .nullish(),
})

type QueryBody = z.output<typeof queryBody>

const PATH = '/pacts/provider/:provider/for-verification'

export const SELECTION_ROUTES = [
  route(`GET ${PATH}`, (call) => answer(call, {})),
  // It only asks, so that who may read may verify without publishing.
  route(`POST ${PATH}`, (call) => answer(call, checkedBody(call, queryBody)), 'read'),
]

function answer(call: Call<{ readonly provider: string }>, body: QueryBody) {
  const { provider } = call.parameters
  present(findPacticipant(call.database, provider), `pacticipant ${provider}`)
  refuseWrongSelectors(call, body)
  const query: VerificationQuery = {
    provider,
    branch: branchOf(body),
    tags: body.providerVersionTags ?? [],
    selectors: body.consumerVersionSelectors ?? [],
    isAskingForPending: body.includePendingStatus === true,
    wipSince:
      typeof body.includeWipPactsSince === 'string'
        ? new Date(body.includeWipPactsSince).toISOString()
        : undefined,
  }
  return hal(pactsToVerifyHal(call.urls, pactsToVerify(call.database, query), query))
}

function refuseWrongSelectors({ database }: Pick<Call, 'database'>, body: QueryBody): void {
  const problems = (body.consumerVersionSelectors ?? []).flatMap((one, index) =>
    [
      ...selectorProblems(one, branchOf(body)),
      ...(typeof one.environment === 'string' && environmentNamed(database, one.environment) === undefined
        ? [`there is no environment ${one.environment}`]
        : []),
    ].map((problem) => `${problem} (at index ${index})`),
  )
  if (problems.length === 0) return
  const errors = { consumerVersionSelectors: problems }
  throw new Refusal(400, { message: 'Not every selector can be used.', errors })
}

function branchOf({ providerVersionBranch: branch }: QueryBody): string | undefined {
  return typeof branch === 'string' && branch.trim() !== '' ? branch : undefined
}
