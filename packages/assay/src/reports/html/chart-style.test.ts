import { describe, expect, test } from 'vitest'
import { CHART_STYLE } from './chart-style.ts'
import { STYLE } from './style.ts'

type Color = readonly [red: number, green: number, blue: number]
type Matrix = readonly [Color, Color, Color]

/** What is left of a colour for people who have no red, green or blue cones: G. M. Machado et al., 2009. */
const DEFICIENCIES: Readonly<Record<string, Matrix>> = {
  none: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  'no red': [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  'no green': [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  'no blue': [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}
/** In OKLab; two greys that a person just tells apart are 0.02 from each other. */
const LEAST_DISTANCE = 0.06

const palettes = { light: paletteOf(0), dark: paletteOf(1) }

describe.each(Object.entries(palettes))('%s', (_scheme, { paper, lines }) => {
  test('has eight colours that stand out from the paper', () => {
    expect(lines).toHaveLength(8)
    expect(lines.filter((line) => contrast(line, paper) < 3)).toEqual([])
  })

  test.each(Object.entries(DEFICIENCIES))('tells its lines apart: %s', (_name, matrix) => {
    const seen = lines.map((line) => oklab(apply(matrix, line)))
    const distances = seen.flatMap((one, index) => seen.slice(index + 1).map((other) => distance(one, other)))
    expect(Math.min(...distances)).toBeGreaterThan(LEAST_DISTANCE)
  })
})

function paletteOf(index: number) {
  const block = (style: string) => [...style.matchAll(/:root \{([^}]*#[^}]*)\}/g)][index]?.[1] ?? ''
  const colors = (style: string, name: RegExp) =>
    [...block(style).matchAll(name)].map(([, hex = '']) => linear(hex))
  return {
    paper: colors(STYLE, /--paper: #([\da-f]{6})/g)[0]!,
    lines: colors(CHART_STYLE, /--series-\d: #([\da-f]{6})/g),
  }
}

function linear(hex: string): Color {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return [red, green, blue]
}

function apply(matrix: Matrix, [red, green, blue]: Color): Color {
  const row = ([r, g, b]: Color) => Math.max(0, r * red + g * green + b * blue)
  return [row(matrix[0]), row(matrix[1]), row(matrix[2])]
}

function oklab(color: Color): Color {
  const cones: Matrix = [
    [0.4122214708, 0.5363325363, 0.0514459929],
    [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005],
  ]
  const [long, medium, short] = apply(cones, color).map(Math.cbrt) as [number, number, number]
  return [
    0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short,
    1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short,
    0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short,
  ]
}

function distance(one: Color, other: Color): number {
  return Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2])
}

function contrast(one: Color, other: Color): number {
  const luminances = [one, other].map(([red, green, blue]) => 0.2126 * red + 0.7152 * green + 0.0722 * blue)
  return (Math.max(...luminances) + 0.05) / (Math.min(...luminances) + 0.05)
}
