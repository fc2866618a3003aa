/** Patterns are Unicode ones, but many are written with escapes that only the older syntax allows. */
export function toRegExp(pattern: string, flags = 'u'): RegExp {
  try {
    return new RegExp(pattern, flags)
  } catch {
    // If the older syntax does not allow it either, the error thrown here says why.
    return new RegExp(pattern)
  }
}
