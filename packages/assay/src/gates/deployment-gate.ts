import type { Gate } from '../model/gate.ts'
import type { DeploymentVerdict, GateVerdict, Selection } from '../model/run-result.ts'

/** What a gate wants to know of a Pact broker. */
export type DeploymentQuestion = Pick<DeploymentVerdict, 'service' | 'environment'>

/** What the gates of a run want to know of a Pact broker, each once. */
export function deploymentQuestions(gates: readonly Gate[], selection: Selection): DeploymentQuestion[] {
  const questions = gates.flatMap((gate): DeploymentQuestion[] => {
    const { service, thresholds } = gate
    const { canIDeploy: environment } = thresholds
    return environment === undefined || !isAsked(gate, selection) ? [] : [{ ...of(service), environment }]
  })
  return [...new Map(questions.map((question) => [JSON.stringify(question), question])).values()]
}

/** Judges a gate by what the broker has said. Without an answer it is not measured, and fails. */
export function judgeDeployment(
  gate: Gate,
  environment: string,
  run: { readonly deployments: readonly DeploymentVerdict[]; readonly selection: Selection },
): GateVerdict {
  const { service } = gate
  const verdict = { scope: of(service), measure: 'canIDeploy', expected: `yes for ${environment}` }
  const unmeasured = { ...verdict, measured: undefined, details: [] }
  if (!isAsked(gate, run.selection)) return { ...unmeasured, outcome: 'not-selected' }
  const said = run.deployments.find((one) => one.service === service && one.environment === environment)
  if (said === undefined) return { ...unmeasured, outcome: 'unmeasured' }
  const { answer, reasons: details } = said
  if (answer === 'not-asked') return { ...unmeasured, outcome: 'unmeasured', details }
  if (answer === 'yes') return { ...verdict, measured: answer, outcome: 'pass', details: [] }
  return { ...verdict, measured: answer, outcome: 'fail', details }
}

/** Nobody knows what to deploy of a run in which the contracts were not verified, or only some. */
function isAsked({ service }: Gate, selection: Selection): boolean {
  const { levels, services, name, tags, changedSince, files = [] } = selection
  const hasContracts = levels.length === 0 || levels.includes('contract')
  const isWhole = services.length === 0 || (service !== undefined && services.includes(service))
  const isPartOfLevel = name !== undefined || changedSince !== undefined || tags.length + files.length > 0
  return hasContracts && isWhole && !isPartOfLevel
}

function of(service: string | undefined): Pick<DeploymentQuestion, 'service'> {
  return service === undefined ? {} : { service }
}
