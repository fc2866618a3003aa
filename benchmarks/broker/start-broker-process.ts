import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** A broker that answers from another process. */
export interface BrokerProcess extends AsyncDisposable {
  readonly url: string
}

export async function startBrokerProcess(file: string): Promise<BrokerProcess> {
  const child = fork(join(import.meta.dirname, 'broker-process.ts'), [file])
  const exited = once(child, 'exit')
  const failed = exited.then(([code]) => {
    throw new Error(`the broker ended with ${code}`)
  })
  const [message] = (await Promise.race([once(child, 'message'), failed])) as [{ url: string }]
  // From here on its end is what somebody wants.
  failed.catch(() => undefined)
  return {
    url: message.url,
    async [Symbol.asyncDispose]() {
      child.disconnect()
      await exited
    },
  }
}
