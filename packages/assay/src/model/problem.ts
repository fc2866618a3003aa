import { type AssayError, configurationError, type Failure } from '../errors/assay-error.ts'

/** One thing that is wrong with a definition. */
export type Problem = Omit<Failure, 'cause'>

/** One problem is its own error; several are told together, so that nobody mends one at a time. */
export function definitionError(configFile: string, problems: readonly Problem[]): AssayError {
  const [first] = problems
  if (problems.length === 1 && first !== undefined) {
    return configurationError({ ...first, evidence: [...(first.evidence ?? []), `in: ${configFile}`] })
  }
  return configurationError({
    code: 'invalid_definition',
    message: `The definition has ${problems.length} problems.`,
    evidence: [...problems.flatMap(describe), `in: ${configFile}`],
    fix: 'correct each of them; the codes are explained in docs/errors.md',
  })
}

function describe(problem: Problem, index: number): string[] {
  return [
    `${index + 1}. ${problem.message} (${problem.code})`,
    ...(problem.evidence ?? []).map((line) => `   ${line}`),
    ...(problem.fix === undefined ? [] : [`   fix: ${problem.fix}`]),
  ]
}
