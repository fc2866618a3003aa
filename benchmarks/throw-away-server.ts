import { newRunId } from '../packages/assay/src/base/identifiers.ts'
import { supplyRequest } from '../packages/assay/src/lifecycle/resource-servers.ts'
import type { Address, ResourceSpec } from '../packages/assay/src/model/system.ts'
import { startGuard } from '../packages/assay/src/processes/guard.ts'
import { makeRunDirectory } from '../packages/assay/src/processes/run-directory.ts'
import { RESOURCE_DRIVERS } from '../packages/assay/src/resources/drivers.ts'
import {
  chooseProvider,
  resourceUnavailable,
} from '../packages/assay/src/resources/providers/choose-provider.ts'

export interface ThrowAwayServer extends AsyncDisposable {
  readonly address: Address
  /** Milliseconds from the wish for it until it could be used. */
  readonly durationMs: number
}

/** The server that a system would get, without a system, and with nothing else starting. */
export async function startThrowAwayServer(
  spec: ResourceSpec,
  systemDirectory: string,
): Promise<ThrowAwayServer> {
  const runId = newRunId()
  const guard = startGuard(runId)
  const directory = makeRunDirectory(runId)
  guard.own(directory)
  const started = performance.now()
  const driver = RESOURCE_DRIVERS[spec.kind]
  const request = supplyRequest(spec, systemDirectory)
  const { chosen, rejected } = await chooseProvider(request, driver.providers)
  if (chosen === undefined) throw resourceUnavailable(request, rejected)
  const supply = await chosen.prepare(() => undefined)
  const server = await driver.start(spec, supply, {
    runId,
    dataDirectory: directory,
    logDirectory: directory,
    systemDirectory,
    guard,
    signal: new AbortController().signal,
    report: () => undefined,
  })
  const { address } = await server.openNamespace()
  return {
    address,
    durationMs: performance.now() - started,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]()
      await guard[Symbol.asyncDispose]()
    },
  }
}
