import { z } from 'zod'
import { pactsToVerifyHal } from '../hal/pacts-to-verify-hal.ts'
import { type Call, checkedBody } from '../http/call.ts'
import { present } from '../http/refusal.ts'
import { hal } from '../http/reply.ts'
import { route } from '../http/route.ts'
import { pactsToVerify, type VerificationQuery } from '../pacts/pacts-to-verify.ts'
import { findPacticipant } from '../store/pacticipants.ts'

const text = z.string().min(1).nullish()
const flag = z.boolean().nullish()
const selector = z.object({
  ...{ consumer: text, branch: text, fallbackBranch: text, tag: text, fallbackTag: text, environment: text },
  ...{ mainBranch: flag, matchingBranch: flag, latest: flag },
  ...{ deployed: flag, released: flag, deployedOrReleased: flag },
})
const queryBody = z.object({
  consumerVersionSelectors: z.array(selector).nullish(),
  providerVersionBranch: text,
  providerVersionTags: z.array(z.string()).nullish(),
  includePendingStatus: flag,
  includeWipPactsSince: z
    .string()
    .refine((date) => !Number.isNaN(Date.parse(date)), 'must be a date, such as 2026-11-21')
    .nullish(),
})

const PATH = '/pacts/provider/:provider/for-verification'

export const SELECTION_ROUTES = [
  route(`GET ${PATH}`, (call) => answer(call, {})),
  // It only asks, so that who may read may verify without publishing.
  route(`POST ${PATH}`, (call) => answer(call, checkedBody(call, queryBody)), 'read'),
]

function answer(call: Call<{ readonly provider: string }>, body: z.output<typeof queryBody>) {
  const { provider } = call.parameters
  present(findPacticipant(call.database, provider), `pacticipant ${provider}`)
  const query: VerificationQuery = {
    provider,
    branch: body.providerVersionBranch ?? undefined,
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
