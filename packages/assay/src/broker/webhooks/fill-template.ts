import { isRawNumber } from '../pacts/raw-number.ts'

/** Values of `${pactbroker.…}`, by the name after the dot. */
export type TemplateValues = Readonly<Record<string, string>>

const PARAMETER = /\$\{pactbroker\.([A-Za-z]+)\}/g

/** A text with the values in the place of their parameters; a parameter that does not exist stays. */
export function fillText(
  text: string,
  values: TemplateValues,
  encode: (value: string) => string = (value) => value,
): string {
  return text.replaceAll(PARAMETER, (whole, name: string) =>
    Object.hasOwn(values, name) ? encode(values[name]!) : whole,
  )
}

/** A body: every text of it is filled, so that no value can break the JSON. */
export function fillBody(body: unknown, values: TemplateValues): unknown {
  if (typeof body === 'string') return fillText(body, values)
  if (Array.isArray(body)) return body.map((item) => fillBody(item, values))
  if (typeof body !== 'object' || body === null || isRawNumber(body)) return body
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [fillText(name, values), fillBody(value, values)]),
  )
}
