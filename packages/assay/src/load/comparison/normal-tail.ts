/** Up to here the series converges fast and loses no digits; beyond, the fraction does better. */
const SERIES_LIMIT = 3
const FRACTION_DEPTH = 80

/**
 * The probability that a standard normal value is at least `z`. Exact to about 14 digits, far into
 * the tail: Taylor series of Marsaglia (2004), "Evaluating the Normal Distribution", Journal of
 * Statistical Software 11(4); in the tail Laplace's continued fraction of Mills' ratio.
 */
export function normalTail(z: number): number {
  if (z < 0) return 1 - normalTail(-z)
  if (z === Number.POSITIVE_INFINITY) return 0
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)
  return z < SERIES_LIMIT ? 0.5 - density * series(z) : density / fraction(z)
}

/** z + z³/3 + z⁵/(3·5) + z⁷/(3·5·7) + … */
function series(z: number): number {
  let sum = 0
  let term = z
  for (let odd = 3; sum + term !== sum; odd += 2) {
    sum += term
    term *= (z * z) / odd
  }
  return sum
}

/** z + 1/(z + 2/(z + 3/(z + …))) */
function fraction(z: number): number {
  let value = z
  for (let depth = FRACTION_DEPTH; depth > 0; depth -= 1) value = z + depth / value
  return value
}
