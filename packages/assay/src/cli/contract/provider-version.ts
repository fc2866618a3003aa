import { publishedVersion, type SourceVersion } from '../../run/source-version.ts'
import type { VerifyFlags } from './verify.ts'

/** The version whose results are published; `undefined` when none are. */
export async function publishedProviderVersion(flags: VerifyFlags): Promise<SourceVersion | undefined> {
  const { publishVerificationResults, providerAppVersion: version, providerBranch: branch, buildUrl } = flags
  if (publishVerificationResults !== true) return undefined
  const given = {
    option: '--provider-app-version',
    ...(version === undefined ? {} : { version }),
    ...(branch === undefined ? {} : { branch }),
    ...(buildUrl === undefined ? {} : { buildUrl }),
  }
  return publishedVersion(flags.directory, given, process.env)
}
