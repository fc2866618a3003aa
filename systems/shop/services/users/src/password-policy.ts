const RULES: readonly { readonly holds: (password: string) => boolean; readonly message: string }[] = [
  { holds: (password) => password.length >= 8, message: 'must have at least 8 characters' },
  { holds: (password) => password.length <= 128, message: 'must have at most 128 characters' },
  { holds: (password) => /\p{Ll}/u.test(password), message: 'must contain a lower-case letter' },
  { holds: (password) => /\p{Lu}/u.test(password), message: 'must contain an upper-case letter' },
  { holds: (password) => /\p{Nd}/u.test(password), message: 'must contain a digit' },
]

/** The rules a password breaks, each as what it must do; none for a good one. */
export function brokenPasswordRules(password: string): string[] {
  return RULES.filter(({ holds }) => !holds(password)).map(({ message }) => message)
}
