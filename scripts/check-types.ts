// Type-checks every program of the repository. Each system is one of its own, because it registers
// itself with `assay/test`.
import { spawn } from 'node:child_process'

const PROJECTS = 'packages/assay/tests/projects'
const PROGRAMS = ['.', 'systems/shop', `${PROJECTS}/tiny`, `${PROJECTS}/contract`]

const codes = await Promise.all(
  PROGRAMS.map(
    (program) =>
      new Promise<number>((resolve) => {
        const tsc = spawn('tsc', ['--noEmit', '-p', program], { stdio: 'inherit' })
        tsc.once('exit', (code) => resolve(code ?? 1))
        tsc.once('error', () => resolve(1))
      }),
  ),
)
process.exitCode = codes.every((code) => code === 0) ? 0 : 1
