/** Abbreviations of time zones in use; a pattern with `z` takes no other. */
const ABBREVIATIONS = new Set(
  (
    'ACDT ACST ACWST ADT AEDT AEST AKDT AKST AMT ART AST AWST BRT BST CAT CDT CEST CET CHST CLST CLT COT CST ' +
    'EAT ECT EDT EEST EET EST GMT HDT HKT HST IDT IST JST KST MDT MSK MST NDT NST NZDT NZST PDT PET PHT PKT ' +
    'PST SAST SGT SST UCT UTC UYT VET WAT WEST WET WIB WIT WITA YEKT'
  ).split(' '),
)

export function isZoneAbbreviation(text: string): boolean {
  return ABBREVIATIONS.has(text)
}

/** Whether the runtime knows a time zone of that name: `America/Los_Angeles`. */
export function isZoneName(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text })
    return true
  } catch {
    // Its way to say that there is no such zone.
    return false
  }
}
