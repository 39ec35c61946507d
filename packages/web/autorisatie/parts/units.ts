import type { Unit } from '@hoede/contract'

export interface TreeUnit {
  unit: Unit
  depth: number
  children: TreeUnit[]
}

/** The organisation as a tree, each level by name as Dutch people sort it ('2' before '10'). */
export function unitTree(units: readonly Unit[]): TreeUnit[] {
  const known = new Set(units.map((unit) => unit.id))
  const below = (parentId: string | null, depth: number): TreeUnit[] =>
    units
      .filter((unit) => (unit.parentId && known.has(unit.parentId) ? unit.parentId : null) === parentId)
      .toSorted((one, two) => one.name.localeCompare(two.name, 'nl', { numeric: true }))
      .map((unit) => ({ unit, depth, children: below(unit.id, depth + 1) }))
  return below(null, 0)
}

const flat = (tree: readonly TreeUnit[]): TreeUnit[] => tree.flatMap((node) => [node, ...flat(node.children)])

interface Options {
  /** The organisation itself can be chosen too. */
  whole?: boolean
  closed?: boolean
}

/** Units to choose from in the order of the tree, each with where it belongs: 'Berkenhof › Berkenhof 2'. */
export function unitOptions(units: readonly Unit[], { whole = false, closed = false }: Options = {}) {
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const label = (unit: Unit): string => {
    const parent = unit.parentId ? byId.get(unit.parentId) : undefined
    return parent && parent.kind !== 'organisation' ? `${label(parent)} › ${unit.name}` : unit.name
  }
  return flat(unitTree(units))
    .filter(({ unit }) => (whole || unit.kind !== 'organisation') && (closed || !unit.closed))
    .map(({ unit }) => ({ value: unit.id, label: label(unit) }))
}
