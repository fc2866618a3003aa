import type { ContentType } from './content-type.ts'

/** A zero byte, then four bytes with the number of the schema. */
const PREFIX_BYTES = 5

/**
 * The JSON in a message as Kafka producers with a schema registry send it
 * (`application/vnd.schemaregistry.v1+json`): what stands before it says which schema it has. Pacts
 * have the JSON alone.
 */
export function withoutSchemaNumber(bytes: Buffer, type: ContentType | undefined): Buffer {
  const isOfRegistry = type?.sub.startsWith('vnd.schemaregistry') === true
  return isOfRegistry && bytes.length > PREFIX_BYTES && bytes[0] === 0 ? bytes.subarray(PREFIX_BYTES) : bytes
}
