/** The version of `@pact-foundation/pact` that is compared with; it brings its verifier, `pact-core`. */
export const PACT_VERSION = '17.1.4'
