import { createSocket, type Socket } from 'node:dgram'
import { createServer } from 'node:net'
import { configurationError, infrastructureError } from '../errors/assay-error.ts'

/**
 * Below Linux' ephemeral range (32768 and up), so that no outgoing connection takes a port
 * between its claim and its use. The upper half of the same room holds the claims themselves.
 */
const DEFAULT_RANGE = { first: 15_000, last: 23_767 }
const TWIN_DISTANCE = 8_768
const HIGHEST_PORT = 65_535

interface PortRange {
  readonly first: number
  readonly last: number
}

/** A TCP port that no other Assay process will use until it is released. */
export interface PortClaim {
  readonly port: number
  release(): void
}

/**
 * Claims a free TCP port. The claim is an open UDP socket on the port's twin, held by this
 * process: the kernel makes it exclusive among all processes and ends it when the process dies,
 * so that no claim can be forgotten, not even after SIGKILL.
 *
 * @throws AssayError `port_range_full` when every port is claimed or in use.
 */
export async function claimPort(range: PortRange = configuredRange()): Promise<PortClaim> {
  const size = range.last - range.first + 1
  const start = Math.floor(Math.random() * size)
  for (let step = 0; step < size; step += 1) {
    const port = range.first + ((start + step) % size)
    const claim = await tryClaim(port)
    if (claim !== undefined) return claim
  }
  throw infrastructureError({
    code: 'port_range_full',
    message: `No port between ${range.first} and ${range.last} is free.`,
    fix: 'end runs that are no longer needed (assay down), or widen the range with ASSAY_PORT_RANGE=15000-23767',
  })
}

/** Claims the port itself, for a service with a fixed one; `undefined` when it is taken. */
export async function tryClaim(port: number): Promise<PortClaim | undefined> {
  const twin = await bindTwin(
    port + TWIN_DISTANCE <= HIGHEST_PORT ? port + TWIN_DISTANCE : port - TWIN_DISTANCE,
  )
  if (twin === undefined) return undefined
  if (await isFree(port)) return { port, release: () => closeOnce(twin) }
  twin.close()
  return undefined
}

function bindTwin(port: number): Promise<Socket | undefined> {
  const socket = createSocket('udp4')
  return new Promise((resolve) => {
    socket.once('error', () => {
      socket.close()
      resolve(undefined)
    })
    socket.bind({ port, address: '127.0.0.1', exclusive: true }, () => {
      socket.unref()
      resolve(socket)
    })
  })
}

function closeOnce(socket: Socket): void {
  try {
    socket.close()
  } catch {
    // Released before: a part that failed to start and is then stopped releases twice.
  }
}

/** Whether anything may listen there: the wildcard address collides with a listener on any other. */
function isFree(port: number): Promise<boolean> {
  const server = createServer()
  return new Promise((resolve) => {
    server.once('error', () => resolve(false))
    server.listen({ port, host: '0.0.0.0', exclusive: true }, () => server.close(() => resolve(true)))
  })
}

function configuredRange(): PortRange {
  const text = process.env['ASSAY_PORT_RANGE']
  if (text === undefined || text === '') return DEFAULT_RANGE
  const match = /^(\d+)-(\d+)$/.exec(text)
  const first = Number(match?.[1])
  const last = Number(match?.[2])
  if (match !== null && first >= 1_024 && first <= last && last <= HIGHEST_PORT) return { first, last }
  throw configurationError({
    code: 'invalid_port_range',
    message: `ASSAY_PORT_RANGE is "${text}", which is not a range of ports.`,
    fix: 'write it as first-last, each between 1024 and 65535, for example 15000-23767',
  })
}
