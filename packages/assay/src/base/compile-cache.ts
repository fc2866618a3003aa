import { getCompileCacheDir } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/**
 * Where Node keeps compiled modules for its next start: this process's folder, or Node's default.
 * A process that finds it in `NODE_COMPILE_CACHE` starts in half the time.
 */
export function compileCacheFolder(): string {
  const own = getCompileCacheDir()
  return own === undefined ? join(tmpdir(), 'node-compile-cache') : dirname(own)
}
