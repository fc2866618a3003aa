/** 1 for each byte of a token (RFC 9110, 5.6.2): what the names of headers are made of. */
export const IS_TOKEN = tableOf((byte) => /[!#$%&'*+\-.^_`|~0-9A-Za-z]/.test(String.fromCharCode(byte)))

/** 1 for each byte that a header's value may have: all but control characters, of which a tab is allowed. */
export const IS_VALUE = tableOf((byte) => byte === 0x09 || (byte >= 0x20 && byte !== 0x7f))

function tableOf(isMember: (byte: number) => boolean): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) => (isMember(byte) ? 1 : 0))
}
