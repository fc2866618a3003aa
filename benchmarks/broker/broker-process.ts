import { startBroker } from '../../packages/assay/src/broker/broker.ts'

// A broker in a process of its own, so that it does not share its time with who asks. Usage: <file>

const [file = ''] = process.argv.slice(2)
const broker = await startBroker({ file })
process.send?.({ url: broker.url })
process.once('disconnect', () => void broker[Symbol.asyncDispose]())
