import type { System } from './system.ts'

/**
 * Which parts each part waits for before it starts: all it refers to, except services on a
 * cycle with it. Addresses are known before anything runs, so that services may refer to each
 * other; only "start after" needs an order.
 */
export function startOrder(system: System): ReadonlyMap<string, readonly string[]> {
  const dependenciesOf = (name: string) => system.services.get(name)?.dependencies ?? []
  const groupOf = strongComponents([...system.services.keys()], dependenciesOf)
  const order = new Map<string, readonly string[]>()
  for (const name of system.resources.keys()) order.set(name, [])
  for (const { name, dependencies } of system.services.values()) {
    order.set(
      name,
      dependencies.filter((dependency) => groupOf.get(dependency) !== groupOf.get(name)),
    )
  }
  return order
}

/**
 * Numbers the strongly connected components of a graph: two nodes have the same number when each
 * can be reached from the other. Tarjan, "Depth-first search and linear graph algorithms", 1972.
 */
function strongComponents(
  nodes: readonly string[],
  next: (node: string) => readonly string[],
): Map<string, number> {
  const indexOf = new Map<string, number>()
  const lowest = new Map<string, number>()
  const component = new Map<string, number>()
  const stack: string[] = []
  const visit = (node: string) => {
    indexOf.set(node, indexOf.size)
    lowest.set(node, indexOf.get(node)!)
    stack.push(node)
    for (const neighbour of next(node)) {
      if (!indexOf.has(neighbour)) visit(neighbour)
      if (!component.has(neighbour)) lowest.set(node, Math.min(lowest.get(node)!, lowest.get(neighbour)!))
    }
    if (lowest.get(node) !== indexOf.get(node)) return
    const members = stack.splice(stack.indexOf(node))
    for (const member of members) component.set(member, indexOf.get(node)!)
  }
  for (const node of nodes) if (!indexOf.has(node)) visit(node)
  return component
}
