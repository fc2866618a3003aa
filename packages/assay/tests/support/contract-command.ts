import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startServer } from '../../src/contract/provider/fixtures/listening.ts'
import { assay, type Finished } from './assay.ts'
import { pactOf } from './broker.ts'
import { emptyFolder, type Project } from './project.ts'
import { commitAll, gitIn } from './repository.ts'

/** The pact of `orders` with `products`, in the folder where it is usually. */
export function writePact({ directory }: Project, descriptions: readonly string[]): void {
  mkdirSync(join(directory, 'pacts'), { recursive: true })
  writeFileSync(join(directory, 'pacts/orders-products.json'), JSON.stringify(pactOf(descriptions)))
}

/** A repository on branch `main` with one commit, in which `orders` expects a product. */
export function consumerRepository(): Project & { readonly commit: string } {
  const project = emptyFolder()
  writePact(project, ['a product'])
  gitIn(project, 'init', '-q', '-b', 'main')
  commitAll(project)
  return { ...project, commit: gitIn(project, 'rev-parse', 'HEAD') }
}

/** A provider that answers every request with a status. */
export function provider(status = 200) {
  return startServer((_, response) => void response.writeHead(status).end())
}

/** Runs `assay contract` in a folder, with a broker that the environment names. */
export function contractCommand(
  { directory }: Project,
  environment: Readonly<Record<string, string>>,
): (...args: readonly string[]) => Promise<Finished> {
  return (...args) => assay(['contract', ...args], { directory, environment })
}
