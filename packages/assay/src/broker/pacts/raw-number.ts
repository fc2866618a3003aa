// The declarations of TypeScript do not have it yet.
const { isRawJSON } = JSON as unknown as { isRawJSON(value: unknown): boolean }

/** Whether a value of exact JSON is a number that is kept as it was written: an object that nobody may look into. */
export function isRawNumber(value: unknown): boolean {
  return isRawJSON(value)
}
