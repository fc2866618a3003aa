import { relative, sep } from 'node:path'

/**
 * The service a test file belongs to: the one with the deepest directory that contains it. Files
 * outside of every service belong to the system as a whole.
 */
export function serviceOfFile(
  file: string,
  services: Iterable<{ readonly name: string; readonly directory: string }>,
  root: string,
): string | undefined {
  let owner: string | undefined
  let depth = 0
  for (const { name, directory } of services) {
    // One whose folder holds the system does not own the tests of the system.
    const isWithinOne = directory !== root && !isInside(root, directory) && isInside(file, directory)
    if (isWithinOne && directory.length > depth) {
      owner = name
      depth = directory.length
    }
  }
  return owner
}

function isInside(file: string, directory: string): boolean {
  const path = relative(directory, file)
  return path !== '' && path !== '..' && !path.startsWith(`..${sep}`)
}
