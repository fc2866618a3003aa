import { parentPort, workerData } from 'node:worker_threads'
import { shareTakenRows } from '../scenario/taken-rows.ts'
import { LoadThread } from './load-thread.ts'
import type { CommandMessage, WorkerCommands, WorkerData, WorkerMessage } from './protocol.ts'
import { failureToSend } from './sent-failure.ts'

// The start of a worker thread: it does what the coordinator asks. Only `stop` and `cut` come while
// something else is done.

const port = parentPort
if (port === null) throw new Error('this module is started as a worker thread')
const post = (message: WorkerMessage) => port.postMessage(message)
const { plan, takenRows } = workerData as WorkerData
const sharing = shareTakenRows(takenRows)
const thread = await LoadThread.start(plan, {
  onInterval: (report) => post({ type: 'interval', report }),
  onNote: (note) => post({ type: 'note', note }),
}).catch((error: unknown) => {
  post({ type: 'failed', id: 0, failure: failureToSend(error) })
  return undefined
})
sharing[Symbol.dispose]()

port.on('message', ({ id, command, params }: CommandMessage) => {
  if (command === 'stop' || command === 'cut') thread?.[command]()
  else void perform(id, command, params)
})

// A request nobody awaits may fail; it has been counted, and what else is thrown is told.
process.on('unhandledRejection', (error) => thread?.countStray(error))
if (thread !== undefined) post({ type: 'done', id: 0, result: null })

async function perform(id: number, command: keyof WorkerCommands, params: unknown): Promise<void> {
  if (thread === undefined) return
  try {
    const result = await (thread[command] as (params: unknown) => Promise<unknown>).call(thread, params)
    post({ type: 'done', id, result })
  } catch (error) {
    post({ type: 'failed', id, failure: failureToSend(error) })
  }
}
