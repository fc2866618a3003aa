import { pactOf } from './broker.ts'

// Publishes pacts to a broker, many at once, as a build does. Usage: <url> <publisher> <count>

const [url = '', publisher = '', count = '0'] = process.argv.slice(2)

const statuses = await Promise.all(
  Array.from({ length: Number(count) }, async (_, index) => {
    // The first version of each publisher is the same.
    const version = index === 0 ? 'shared' : `${publisher}-${index}`
    const content = Buffer.from(JSON.stringify(pactOf([index === 0 ? 'shared' : version]))).toString('base64')
    const contract = { consumerName: 'orders', providerName: 'products', specification: 'pact', content }
    const body = JSON.stringify({
      ...{ pacticipantName: 'orders', pacticipantVersionNumber: version, branch: 'main', tags: ['dev'] },
      contracts: [{ ...contract, contentType: 'application/json' }],
    })
    const answer = await fetch(`${url}/contracts/publish`, { method: 'POST', body })
    return answer.status
  }),
)
console.log(JSON.stringify(statuses))
