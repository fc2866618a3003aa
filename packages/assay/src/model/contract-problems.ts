import { statSync } from 'node:fs'
import { relative } from 'node:path'
import type { ContractSpec } from './contract-options.ts'
import type { Problem } from './problem.ts'

/** What is wrong with well-formed `contracts`: a folder that is none, options that would do nothing. */
export function contractProblems(contracts: ContractSpec, root: string): Problem[] {
  return [...folderProblems(contracts, root), ...brokerProblems(contracts)]
}

/** One that is not there yet may be written by consumers' tests. */
function folderProblems({ pacts }: ContractSpec, root: string): Problem[] {
  if (statSync(pacts, { throwIfNoEntry: false })?.isDirectory() !== false) return []
  return [
    {
      code: 'invalid_contracts',
      message: `The pacts should be in "${relative(root, pacts)}", which is not a folder.`,
      fix: 'name the folder of the pact files in contracts.pacts',
    },
  ]
}

function brokerProblems({ broker, selectors, wipSince }: ContractSpec): Problem[] {
  if (broker === undefined) {
    const useless = [
      ...(selectors === undefined ? [] : ['selectors']),
      ...(wipSince === undefined ? [] : ['wipSince']),
    ]
    return useless.map((option) => ({
      code: 'invalid_contracts',
      message: `contracts.${option} chooses pacts of a broker, but there is no contracts.broker.`,
      fix: `name the broker in contracts.broker, or remove contracts.${option}`,
    }))
  }
  const { username, password, token } = broker
  if (token === undefined || (username === undefined && password === undefined)) return []
  return [
    {
      code: 'invalid_contracts',
      message: 'contracts.broker has a token, and a name or password as well.',
      fix: 'keep the token, or username and password',
    },
  ]
}
