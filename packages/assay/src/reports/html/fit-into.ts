import { byteLength, type Markup } from './markup.ts'

/** As many items as fit into a number of bytes, and how many do not. Nothing after the first that does not is tried. */
export function fitInto<Item>(
  items: readonly Item[],
  maxBytes: number,
  render: (item: Item, index: number) => Markup,
): { readonly shown: readonly Markup[]; readonly left: number } {
  const shown: Markup[] = []
  let roomBytes = maxBytes
  for (const [index, item] of items.entries()) {
    const markup = render(item, index)
    roomBytes -= byteLength(markup)
    if (roomBytes < 0) break
    shown.push(markup)
  }
  return { shown, left: items.length - shown.length }
}
