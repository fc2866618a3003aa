import { addToBranch } from '../../packages/assay/src/broker/store/branches.ts'
import { BrokerDatabase } from '../../packages/assay/src/broker/store/broker-database.ts'
import { addEnvironment } from '../../packages/assay/src/broker/store/environments.ts'
import { ensurePacticipant } from '../../packages/assay/src/broker/store/pacticipants.ts'
import { listPacts, storePact } from '../../packages/assay/src/broker/store/pacts.ts'
import { recordDeployment } from '../../packages/assay/src/broker/store/placements.ts'
import { addVerification } from '../../packages/assay/src/broker/store/verifications.ts'
import { ensureVersion } from '../../packages/assay/src/broker/store/versions.ts'
import { examplePact } from './example-pact.ts'

const CONSUMERS = 50
const VERSIONS = 20

/** The provider that every consumer needs. */
export const HUB = 'hub'
/** The environment that the newest versions are in. */
export const PLACE = 'production'

/** What a broker was filled with. */
export interface Filled {
  readonly pacts: number
  readonly results: number
  readonly consumers: number
}

/** Fills a broker: 50 consumers with 20 versions of a pact each, all verified by 20 versions of one provider. */
export function fill(file: string): Filled {
  using database = new BrokerDatabase(file)
  database.transaction(() => {
    const environment = addEnvironment(database, { name: PLACE, production: true })
    const hub = ensurePacticipant(database, HUB)
    const providers = numbers(VERSIONS).map((number) => ensureVersion(database, HUB, `p${number}`))
    for (const provider of providers) addToBranch(database, provider, 'main')
    for (const consumer of numbers(CONSUMERS).map((number) => `consumer-${number}`)) {
      for (const number of numbers(VERSIONS)) {
        const version = ensureVersion(database, consumer, `${number}`)
        addToBranch(database, version, 'main')
        const text = JSON.stringify(examplePact(consumer, HUB, number))
        storePact(database, { version, provider: hub.id, sha: `${consumer}-${number}`, text })
        if (number === VERSIONS) recordDeployment(database, { version, environment }, null)
      }
    }
    for (const { content } of listPacts(database, { provider: HUB })) {
      for (const { id } of providers) {
        addVerification(database, { content, version: id, success: true, isWip: false })
      }
    }
    recordDeployment(database, { version: providers.at(-1)!, environment }, null)
  })
  return { pacts: CONSUMERS * VERSIONS, results: CONSUMERS * VERSIONS * VERSIONS, consumers: CONSUMERS }
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1)
}
