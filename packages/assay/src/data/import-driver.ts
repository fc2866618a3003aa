import { configurationError } from '../errors/assay-error.ts'

/**
 * Loads an optional peer dependency when it is first used.
 *
 * @throws AssayError `driver_missing` that says what to install.
 */
export async function importDriver<Driver>(name: string, load: () => Promise<Driver>): Promise<Driver> {
  try {
    return await load()
  } catch (cause) {
    throw configurationError({
      code: 'driver_missing',
      message: `Tests that speak to this resource need the package "${name}".`,
      fix: `npm install --save-dev ${name}`,
      cause,
    })
  }
}
