const NUMBER = '(?:0|[1-9]\\d*)'
const LABEL = '(?:0|[1-9]\\d*|\\d*[A-Za-z-][0-9A-Za-z-]*)'
const VERSION = new RegExp(
  `^${NUMBER}\\.${NUMBER}\\.${NUMBER}(?:-${LABEL}(?:\\.${LABEL})*)?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?$`,
)

/** Whether a text is a version as semver.org defines it; a `v` before it is not part of one. */
export function isSemanticVersion(text: string): boolean {
  return text.length <= 256 && VERSION.test(text)
}
