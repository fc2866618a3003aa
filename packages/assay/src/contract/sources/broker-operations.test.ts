import { expect, test } from 'vitest'
import { AssayError } from '../../errors/assay-error.ts'
import type { JsonObject } from '../model/json.ts'
import { startServer } from '../provider/fixtures/listening.ts'
import { httpJson, pactOf } from '../provider/fixtures/pacts.ts'
import { verifyPact } from '../provider/verify-pact.ts'
import { connectBroker } from './broker-client.ts'
import { canIDeploy } from './can-i-deploy.ts'
import { fetchMatrix, type Matrix } from './fetch-matrix.ts'
import { fetchPact, fetchPacts } from './fetch-pacts.ts'
import { indexOf, startBroker } from './fixtures/scripted-broker.ts'
import { publishPacts } from './publish-pacts.ts'
import { publishResults } from './publish-results.ts'
import { recordDeployment, recordRelease } from './record-deployment.ts'
import { noticesFor } from './sourced-pact.ts'

/** A pact as a broker answers it. */
function published(url: string): JsonObject {
  return {
    consumer: { name: 'web' },
    provider: { name: 'products' },
    interactions: [
      { ...httpJson({ response: { status: 200 } }), _id: 'i1' },
      {
        ...httpJson({ description: 'a chair', request: { path: '/chair' }, response: { status: 200 } }),
        _id: 'i2',
      },
    ],
    metadata: { pactSpecification: { version: '4.0' } },
    _links: {
      'pb:publish-verification-results': { href: `${url}/pacts/1/verification-results` },
      'pb:provider': { href: `${url}/pacticipants/products` },
    },
  }
}

function verificationScript(url: string) {
  const link = (path: string) => ({ href: `${url}${path}` })
  return {
    'GET /': indexOf(url),
    'POST /pacts/provider/products/for-verification': {
      body: {
        _embedded: {
          pacts: [
            {
              shortDescription: 'latest of main',
              verificationProperties: {
                pending: true,
                notices: [
                  { when: 'before_verification', text: 'it is the newest of main' },
                  { when: 'after_verification:success_false_published_true', text: 'no harm done' },
                ],
              },
              _links: { self: link('/pacts/1') },
            },
          ],
        },
      },
    },
    'GET /pacts/1': { body: published(url) },
    'GET /pacticipants/products': {
      body: {
        _links: {
          'pb:branch-version': link('/pacticipants/products/branches/{branch}/versions/{version}'),
          'pb:version-tag': link('/pacticipants/products/versions/{version}/tags/{tag}'),
        },
      },
    },
    'PUT /pacticipants/products/branches/feat%2Fx/versions/abc': { status: 201, body: {} },
    'PUT /pacticipants/products/versions/abc/tags/dev': { status: 201, body: {} },
    'POST /pacts/1/verification-results': { status: 201, body: {} },
  }
}

test('fetches the pacts to verify, with what the broker says about them', async () => {
  await using broker = await startBroker(verificationScript)
  const client = connectBroker({ url: broker.url })
  const [sourced, ...others] = await fetchPacts(client, {
    provider: 'products',
    branch: 'main',
    includeWipSince: '2026-01-01',
    selectors: [{ mainBranch: true }, { tag: 'prod', latest: true }],
  })
  expect(others).toEqual([])
  expect(sourced).toMatchObject({ source: `${broker.url}/pacts/1`, isPending: true, warnings: [] })
  expect(sourced?.pact.interactions).toHaveLength(2)
  expect(noticesFor(sourced!, 'before')).toEqual(['it is the newest of main'])
  expect(noticesFor(sourced!, { isPassed: false, isPublished: true })).toEqual(['no harm done'])
  expect(broker.received[1]?.body).toEqual({
    consumerVersionSelectors: [{ mainBranch: true }, { tag: 'prod', latest: true }],
    includePendingStatus: true,
    includeWipPactsSince: '2026-01-01',
    providerVersionBranch: 'main',
  })
})

test('publishes results under the branch and tags of the provider', async () => {
  await using broker = await startBroker(verificationScript)
  await using provider = await startServer((request, response) => {
    response.writeHead(request.url === '/chair' ? 404 : 200).end()
  })
  const client = connectBroker({ url: broker.url })
  const [sourced] = await fetchPacts(client, { provider: 'products' })
  const result = await verifyPact(sourced!.pact, { name: 'products', url: provider.url }, { isPending: true })
  const version = { version: 'abc', branch: 'feat/x', tags: ['dev'], buildUrl: 'http://ci.test/1' }
  const [one] = await publishResults(client, [result], version)
  expect(one).toMatchObject({ isPublished: true, reason: undefined })
  expect(broker.lines().slice(3)).toEqual([
    'GET /pacticipants/products',
    'PUT /pacticipants/products/branches/feat%2Fx/versions/abc',
    'PUT /pacticipants/products/versions/abc/tags/dev',
    'POST /pacts/1/verification-results',
  ])
  expect(broker.received.at(-1)?.body).toMatchObject({
    success: false,
    providerApplicationVersion: 'abc',
    buildUrl: 'http://ci.test/1',
    verifiedBy: { implementation: 'assay' },
    testResults: [
      { interactionId: 'i1', success: true },
      {
        interactionId: 'i2',
        interactionDescription: 'a chair',
        success: false,
        mismatches: [{ attribute: 'status', description: 'expected 200 but was 404' }],
      },
    ],
  })
})

test('does not publish what was not verified completely, or came from a file', async () => {
  await using broker = await startBroker(verificationScript)
  const client = connectBroker({ url: broker.url })
  const [sourced] = await fetchPacts(client, { provider: 'products' })
  const provider = { name: 'products' }
  const some = await verifyPact(sourced!.pact, provider, { filter: { description: /chair/ } })
  const interrupted = await verifyPact(sourced!.pact, provider, { signal: AbortSignal.abort() })
  const ofFile = await verifyPact(pactOf(httpJson()), provider)
  const outcomes = await publishResults(client, [some, interrupted, ofFile], {
    version: 'abc',
    branch: 'main',
  })
  expect(outcomes.map(({ isPublished, reason }) => [isPublished, reason])).toEqual([
    [false, 'only some of its interactions were asked for'],
    [false, 'it was not verified to its end'],
    [false, 'it does not come from a broker'],
  ])
  expect(broker.lines()).toHaveLength(3)
})

test('publishes pacts at once, and tells what the broker says', async () => {
  await using broker = await startBroker((url) => ({
    'GET /': indexOf(url),
    'POST /contracts/publish': { body: { notices: [{ type: 'success', text: 'Pact published' }] } },
  }))
  const pact = pactOf(httpJson())
  const client = connectBroker({ url: broker.url })
  const notices = await publishPacts(client, { pacts: [pact], version: 'abc', branch: 'main', tags: ['dev'] })
  expect(notices).toEqual([{ type: 'success', text: 'Pact published' }])
  const body = broker.received[1]?.body as { contracts: { content: string }[] }
  expect(body).toMatchObject({
    pacticipantName: 'web',
    pacticipantVersionNumber: 'abc',
    branch: 'main',
    tags: ['dev'],
    contracts: [
      { consumerName: 'web', providerName: 'products', specification: 'pact', onConflict: 'overwrite' },
    ],
  })
  const content = JSON.parse(Buffer.from(body.contracts[0]!.content, 'base64').toString())
  expect(content).toMatchObject({ consumer: { name: 'web' }, interactions: [{ type: 'Synchronous/HTTP' }] })
})

test('several pacts between the same two become one, unless they contradict each other', async () => {
  await using broker = await startBroker((url) => ({
    'GET /': indexOf(url),
    'POST /contracts/publish': { body: {} },
  }))
  const client = connectBroker({ url: broker.url })
  const chair = pactOf(httpJson({ description: 'a chair' }))
  await publishPacts(client, { pacts: [pactOf(httpJson()), chair, chair], version: 'abc' })
  const body = broker.received[1]?.body as { contracts: { content: string }[] }
  const contents = body.contracts.map(({ content }) => JSON.parse(Buffer.from(content, 'base64').toString()))
  expect(contents).toMatchObject([{ interactions: [{ description: 'a chair' }, {}] }])
  expect(contents[0].interactions).toHaveLength(2)
  const other = pactOf(httpJson({ description: 'a chair', request: { path: '/other' } }))
  await expect(publishPacts(client, { pacts: [chair, other], version: 'def' })).rejects.toMatchObject({
    code: 'pact_conflict',
  })
  expect(broker.lines()).toHaveLength(2)
})

test('a pact without interactions has not been verified', async () => {
  await using broker = await startBroker((url) => ({
    'GET /': indexOf(url),
    'GET /pacts/1': { body: { ...published(url), interactions: [] } },
  }))
  const client = connectBroker({ url: broker.url })
  const { pact } = await fetchPact(client, `${broker.url}/pacts/1`)
  const result = await verifyPact(pact, { name: 'products' })
  expect(await publishResults(client, [result], { version: 'abc' })).toMatchObject([
    { isPublished: false, reason: 'it has no interactions' },
  ])
})

test('a version that has other content already is told with the words of the broker', async () => {
  await using broker = await startBroker((url) => ({
    'GET /': indexOf(url),
    'POST /contracts/publish': {
      status: 409,
      body: { notices: [{ type: 'error', text: 'Cannot change the content of the pact' }] },
    },
  }))
  const client = connectBroker({ url: broker.url })
  await expect(publishPacts(client, { pacts: [pactOf(httpJson())], version: 'abc' })).rejects.toMatchObject({
    code: 'broker_rejected',
    evidence: [`POST ${broker.url}/contracts/publish`, 'Cannot change the content of the pact'],
  })
})

const MATRIX_LINE =
  'GET /matrix?q[][pacticipant]=products&q[][version]=abc&latestby=cvpv&environment=production'

function matrixAnswer(deployable: boolean | null, success: boolean | undefined) {
  return {
    body: {
      summary: { deployable, reason: 'because', unknown: success === undefined ? 1 : 0 },
      notices: [{ type: 'info', text: 'a notice' }],
      matrix: [
        {
          consumer: { name: 'web', version: { number: '1' } },
          provider: { name: 'products', version: { number: 'abc' } },
          verificationResult: success === undefined ? null : { success, _links: { self: { href: '/r/1' } } },
        },
      ],
    },
  }
}

test('asks whether a version may be deployed, and again while results are missing', async () => {
  await using broker = await startBroker(() => ({
    [MATRIX_LINE]: [matrixAnswer(null, undefined), matrixAnswer(true, true)],
  }))
  const client = connectBroker({ url: broker.url })
  const question = { selectors: [{ pacticipant: 'products', version: 'abc' }], toEnvironment: 'production' }
  const { verdict, matrix } = await canIDeploy(client, {
    ...question,
    retriesWhileUnknown: 2,
    retryPauseMs: 1,
  })
  expect([verdict, broker.lines()]).toEqual(['yes', [MATRIX_LINE, MATRIX_LINE]])
  expect(matrix).toEqual({
    isDeployable: true,
    reason: 'because',
    unknownCount: 0,
    notices: [{ type: 'info', text: 'a notice' }],
    rows: [
      {
        ...{ consumer: 'web', consumerVersion: '1', provider: 'products', providerVersion: 'abc' },
        ...{ isVerified: true, resultUrl: '/r/1', isIgnored: false },
      },
    ],
  })
})

test('a broker that is gone while results are missing is asked again, one that never was there is not', async () => {
  await using broker = await startBroker(() => ({
    [MATRIX_LINE]: [
      { status: 500 },
      matrixAnswer(null, undefined),
      { status: 500 },
      { status: 401 },
      matrixAnswer(null, undefined),
      { status: 500 },
      matrixAnswer(true, true),
    ],
  }))
  const client = connectBroker({ url: broker.url })
  const told: string[] = []
  const question = {
    ...{ selectors: [{ pacticipant: 'products', version: 'abc' }], toEnvironment: 'production' },
    ...{ retriesWhileUnknown: 3, retryPauseMs: 1 },
    onWait: (found: Matrix | AssayError) =>
      told.push(found instanceof AssayError ? found.code : `${found.unknownCount} missing`),
  }
  await expect(canIDeploy(client, question)).rejects.toMatchObject({ code: 'broker_failed' })
  expect(told).toEqual([])
  await expect(canIDeploy(client, question)).rejects.toMatchObject({ code: 'broker_refused' })
  expect((await canIDeploy(client, question)).verdict).toBe('yes')
  expect(told).toEqual(['1 missing', 'broker_failed', '1 missing', 'broker_failed'])
})

test('an answer that is no matrix, or has no list of pacts, is not an empty one', async () => {
  await using broker = await startBroker((url) => ({
    'GET /': indexOf(url),
    'GET /matrix?q[][pacticipant]=web&latestby=cvp': [{ body: {} }, { status: 204 }],
    'POST /pacts/provider/products/for-verification': { body: {} },
  }))
  const client = connectBroker({ url: broker.url })
  const query = { selectors: [{ pacticipant: 'web' }] }
  for (const _answer of ['an object', 'nothing'])
    await expect(fetchMatrix(client, query)).rejects.toMatchObject({ code: 'broker_answer_invalid' })
  await expect(fetchPacts(client, { provider: 'products' })).rejects.toMatchObject({
    code: 'broker_answer_invalid',
  })
  // Nobody has published a pact for it yet.
  expect(await fetchPacts(client, { provider: 'orders' })).toEqual([])
})

test('missing results are no yes, failed ones are a no', async () => {
  await using broker = await startBroker(() => ({
    [MATRIX_LINE]: [matrixAnswer(false, undefined), matrixAnswer(false, false)],
  }))
  const client = connectBroker({ url: broker.url })
  const question = { selectors: [{ pacticipant: 'products', version: 'abc' }], toEnvironment: 'production' }
  expect((await canIDeploy(client, question)).verdict).toBe('unknown')
  expect((await canIDeploy(client, question)).verdict).toBe('no')
})

test('the matrix of two parts', async () => {
  const line =
    'GET /matrix?q[][pacticipant]=web&q[][branch]=feat%2Fx&q[][latest]=true&q[][pacticipant]=orders&latestby=cvp'
  await using broker = await startBroker(() => ({ [line]: matrixAnswer(true, true) }))
  const { rows } = await fetchMatrix(connectBroker({ url: broker.url }), {
    selectors: [{ pacticipant: 'web', branch: 'feat/x', latest: true }, { pacticipant: 'orders' }],
  })
  expect(rows).toHaveLength(1)
})

test('records deployments and releases', async () => {
  await using broker = await startBroker((url) => ({
    'GET /': indexOf(url),
    'GET /pacticipants/products/versions/abc': {
      body: {
        _links: {
          'pb:record-deployment': [
            { name: 'test', href: `${url}/deploy/test` },
            { name: 'production', href: `${url}/deploy/production` },
          ],
          'pb:record-release': [{ name: 'production', href: `${url}/release/production` }],
        },
      },
    },
    'POST /deploy/production': { status: 201, body: {} },
    'POST /release/production': { status: 201, body: {} },
  }))
  const client = connectBroker({ url: broker.url })
  const deployment = { pacticipant: 'products', version: 'abc', environment: 'production' }
  await recordDeployment(client, { ...deployment, instance: 'eu' })
  expect(broker.received.at(-1)).toMatchObject({
    line: 'POST /deploy/production',
    body: { applicationInstance: 'eu' },
  })
  await recordRelease(client, deployment)
  expect(broker.received.at(-1)).toMatchObject({ line: 'POST /release/production', body: {} })
  await expect(recordDeployment(client, { ...deployment, environment: 'prodction' })).rejects.toMatchObject({
    code: 'unknown_environment',
    evidence: ['it knows: test, production'],
    fix: 'is "production" meant? if not, create it: assay contract create-environment --name prodction',
  })
  await expect(recordDeployment(client, { ...deployment, version: 'none' })).rejects.toMatchObject({
    code: 'broker_rejected',
  })
})
