import { describe, expect, test } from 'assay/test'
import { findShortage, findUnknown } from '../../src/shortage.ts'
import type { Item, StockRow } from '../../src/tables.ts'

/** Stock of single products, by name; `discontinued` ones are no longer sold. */
function stockOf(available: Record<string, number>, discontinued: string[] = []): StockRow[] {
  return Object.entries(available).map(([id, count]) => ({
    product_id: id,
    available: count,
    reserved: 0,
    version: 1,
    discontinued: discontinued.includes(id),
  }))
}

function wanted(quantities: Record<string, number>): Item[] {
  return Object.entries(quantities).map(([productId, quantity]) => ({ productId, quantity }))
}

describe('the product there is not enough of', () => {
  const stock = stockOf({ lamp: 5, desk: 1, chair: 0, sofa: 9 }, ['sofa'])

  test.for<[string, Item[], string | undefined]>([
    ['none, when less is wanted than there is', wanted({ lamp: 4 }), undefined],
    ['none, when exactly what there is is wanted', wanted({ lamp: 5, desk: 1 }), undefined],
    ['the one of which one too many is wanted', wanted({ lamp: 6 }), 'lamp'],
    ['the one that is sold out', wanted({ lamp: 1, chair: 1 }), 'chair'],
    ['the first of several', wanted({ desk: 2, lamp: 6 }), 'desk'],
    ['one that is no longer sold, however many are left', wanted({ sofa: 1 }), 'sofa'],
    ['one that nobody has heard of', wanted({ vase: 1 }), 'vase'],
    ['one that is wanted twice, too much together', [...wanted({ lamp: 3 }), ...wanted({ lamp: 3 })], 'lamp'],
    ['none, when nothing is wanted', [], undefined],
  ])('is %s', ([, items, short]) => {
    expect(findShortage(items, stock)).toBe(short)
  })
})

test('a product is unknown until it was heard of, and known for good when it is no longer sold', () => {
  const stock = stockOf({ lamp: 5, sofa: 0 }, ['sofa'])
  expect(findUnknown(wanted({ lamp: 9, sofa: 1, vase: 1, rug: 1 }), stock)).toEqual(['vase', 'rug'])
})
