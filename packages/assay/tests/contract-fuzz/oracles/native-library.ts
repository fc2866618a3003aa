import { dlopen, suffix, toString as textAt } from 'node:ffi'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

// The npm package of pact-core offers mock servers and the verifier only. The native library inside
// of it compares two messages directly, which is a hundred times faster, so it is called itself.

/** A handle to something that the library owns; 0 is none. */
export type Pointer = bigint

/** The versions of the specification, as the library counts them. */
export const SPECIFICATIONS = { '1.0': 1, '1.1': 2, '2.0': 3, '3.0': 4, '4.0': 5 } as const

function openLibrary() {
  const name = `${process.platform === 'win32' ? '' : 'lib'}pact_ffi.${suffix}`
  return dlopen(join(libraryDirectory(), name), {
    pactffi_string_delete: { return: 'void', arguments: ['pointer'] },
    pactffi_message_new_from_json: { return: 'pointer', arguments: ['uint32', 'string', 'int32'] },
    pactffi_message_set_contents_bin: {
      return: 'void',
      arguments: ['pointer', 'buffer', 'uint64', 'string'],
    },
    pactffi_message_delete: { return: 'void', arguments: ['pointer'] },
    pactffi_match_message: { return: 'pointer', arguments: ['pointer', 'pointer'] },
    pactffi_mismatches_get_iter: { return: 'pointer', arguments: ['pointer'] },
    pactffi_mismatches_iter_next: { return: 'pointer', arguments: ['pointer'] },
    pactffi_mismatch_to_json: { return: 'pointer', arguments: ['pointer'] },
    pactffi_mismatches_iter_delete: { return: 'void', arguments: ['pointer'] },
    pactffi_mismatches_delete: { return: 'void', arguments: ['pointer'] },
    pactffi_new_pact: { return: 'uint16', arguments: ['string', 'string'] },
    pactffi_free_pact_handle: { return: 'uint32', arguments: ['uint16'] },
    pactffi_with_specification: { return: 'bool', arguments: ['uint16', 'int32'] },
    pactffi_pact_handle_write_file: { return: 'int32', arguments: ['uint16', 'string', 'bool'] },
    pactffi_new_interaction: { return: 'uint32', arguments: ['uint16', 'string'] },
    pactffi_new_message_interaction: { return: 'uint32', arguments: ['uint16', 'string'] },
    pactffi_new_sync_message_interaction: { return: 'uint32', arguments: ['uint16', 'string'] },
    pactffi_given_with_params: { return: 'int32', arguments: ['uint32', 'string', 'string'] },
    pactffi_set_key: { return: 'bool', arguments: ['uint32', 'string'] },
    pactffi_set_pending: { return: 'bool', arguments: ['uint32', 'bool'] },
    pactffi_add_text_comment: { return: 'bool', arguments: ['uint32', 'string'] },
    pactffi_interaction_test_name: { return: 'uint32', arguments: ['uint32', 'string'] },
    pactffi_add_interaction_reference: {
      return: 'bool',
      arguments: ['uint32', 'string', 'string', 'string'],
    },
    pactffi_response_status_v2: { return: 'bool', arguments: ['uint32', 'string'] },
    pactffi_with_metadata: { return: 'bool', arguments: ['uint32', 'string', 'string', 'int32'] },
    pactffi_with_generators: { return: 'bool', arguments: ['uint32', 'int32', 'string'] },
    pactffi_with_request: { return: 'bool', arguments: ['uint32', 'string', 'string'] },
    pactffi_with_query_parameter_v2: {
      return: 'bool',
      arguments: ['uint32', 'string', 'uint64', 'string'],
    },
    pactffi_with_header_v2: {
      return: 'bool',
      arguments: ['uint32', 'int32', 'string', 'uint64', 'string'],
    },
    pactffi_with_body: { return: 'bool', arguments: ['uint32', 'int32', 'string', 'string'] },
    pactffi_with_binary_body: {
      return: 'bool',
      arguments: ['uint32', 'int32', 'string', 'buffer', 'uint64'],
    },
    pactffi_with_matching_rules: { return: 'bool', arguments: ['uint32', 'int32', 'string'] },
    pactffi_create_mock_server_for_transport: {
      return: 'int32',
      arguments: ['uint16', 'string', 'uint16', 'string', 'string'],
    },
    pactffi_mock_server_mismatches: { return: 'pointer', arguments: ['int32'] },
    pactffi_cleanup_mock_server: { return: 'bool', arguments: ['int32'] },
  }).functions
}

/** It is in a package of its own for each kind of machine. */
function libraryDirectory(): string {
  const machine = `${process.platform}-${process.arch}`
  const variants = process.platform === 'linux' ? ['-glibc', '-musl'] : ['']
  const fromCore = createRequire(createRequire(import.meta.url).resolve('@pact-foundation/pact-core'))
  for (const variant of variants) {
    const name = `@pact-foundation/pact-core-${machine.replace('win32', 'windows')}${variant}/package.json`
    try {
      return join(dirname(fromCore.resolve(name)), 'prebuilds', machine)
    } catch {
      // It is not installed for this kind of machine; the next one may be.
    }
  }
  throw new Error(`@pact-foundation/pact-core has no native library for ${machine}.`)
}

// It tells its makers about every mock server otherwise.
process.env['PACT_DO_NOT_TRACK'] = 'true'
export const library = openLibrary()

/** Reads a text and gives its memory back. */
export function takeText(pointer: Pointer): string {
  const text = textAt(pointer) ?? ''
  library.pactffi_string_delete(pointer)
  return text
}
