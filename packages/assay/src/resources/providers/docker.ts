import { findProgram } from '../../base/find-program.ts'
import { infrastructureError, messageOf } from '../../errors/assay-error.ts'
import { runProgram } from '../../processes/run-program.ts'
import type { Provider, Supply } from './provider.ts'

const DOCKER_ANSWER_TIMEOUT_MS = 3_000

/** How a kind of resource runs as a container. */
export interface ContainerImage {
  readonly image: string
  readonly port: number
  readonly environment: Readonly<Record<string, string>>
  readonly command?: readonly string[]
  /** The address for clients, given where the container's port is reachable. */
  readonly url: (host: string, port: number) => string
}

/** Containers through `testcontainers`, an optional peer dependency, when a Docker engine answers. */
export function dockerProvider(imageFor: (version: string | undefined) => ContainerImage): Provider {
  return {
    name: 'docker',
    async find({ version, directory }) {
      const container = imageFor(version)
      const missing = await whyNotDocker(directory)
      if (missing !== undefined) return { provider: 'docker', ...missing }
      return {
        provider: 'docker',
        version,
        source: container.image,
        needsDownload: true,
        prepare: (report) => start(container, report),
      }
    },
  }
}

async function whyNotDocker(
  directory: string,
): Promise<{ reason: string; fix: string | undefined } | undefined> {
  const docker = findProgram('docker', directory)
  if (docker === undefined) return { reason: 'there is no docker program', fix: undefined }
  const answer = await runProgram(docker, ['version', '--format', '{{.Server.Version}}'], {
    timeoutMs: DOCKER_ANSWER_TIMEOUT_MS,
  })
  if (answer.code !== 0) return { reason: 'no Docker engine answers', fix: 'start Docker' }
  try {
    import.meta.resolve('testcontainers')
  } catch {
    return {
      reason: 'the package "testcontainers" is not installed',
      fix: 'npm install --save-dev testcontainers',
    }
  }
  return undefined
}

async function start(container: ContainerImage, report: (step: string) => void): Promise<Supply> {
  report(`starting a container of ${container.image}`)
  try {
    const { GenericContainer } = await import('testcontainers')
    const started = await new GenericContainer(container.image)
      .withExposedPorts(container.port)
      .withEnvironment({ ...container.environment })
      .withCommand([...(container.command ?? [])])
      .start()
    const url = container.url(started.getHost(), started.getMappedPort(container.port))
    return { form: 'server', url, close: async () => void (await started.stop()) }
  } catch (error) {
    throw infrastructureError({
      code: 'container_failed',
      message: `A container of ${container.image} could not be started: ${messageOf(error)}`,
      fix: `try it by hand: docker run --rm ${container.image}`,
      cause: error,
    })
  }
}
