/**
 * Undoes percent-encoding where there is one; a stray `%` stands for itself.
 *
 * @example
 * decodeLoosely('50%25%20off') // '50% off'
 * decodeLoosely('50%') // '50%'
 */
export function decodeLoosely(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    // It is not an encoding: the text is meant as it stands.
    return text
  }
}
