/** A template read once: pieces of text, choices and blanks. */
type Node = string | { choice: Node[][] } | { blank: string }

const known = new Map<string, Node[]>()

/** What fills the blanks of a template. Throws for a blank that nothing is known about: a template must fit its place. */
export interface Filler {
  /** A whole number from 0 up to, not including, the bound. */
  index(bound: number): number
  fill(blank: string): string
}

/** Fills a template in as it stands. */
export function expand(template: string, filler: Filler): string {
  let nodes = known.get(template)
  if (!nodes) {
    nodes = parse(template)
    known.set(template, nodes)
  }
  return write(nodes, filler)
}

/** A template as the beginning of a sentence. */
export function render(template: string, filler: Filler): string {
  const text = expand(template, filler)
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** In how many ways a template can come out, its blanks left aside. */
export function variants(template: string): number {
  const count = (nodes: Node[]): number =>
    nodes.reduce<number>(
      (product, node) =>
        typeof node === 'object' && 'choice' in node
          ? product * node.choice.reduce((sum, option) => sum + count(option), 0)
          : product,
      1,
    )
  return count(parse(template))
}

function write(nodes: Node[], filler: Filler): string {
  let text = ''
  for (const node of nodes) {
    if (typeof node === 'string') text += node
    else if ('blank' in node) text += filler.fill(node.blank)
    else text += write(node.choice[filler.index(node.choice.length)] as Node[], filler)
  }
  return text
}

function parse(template: string): Node[] {
  const stack: { options: Node[][]; nodes: Node[] }[] = [{ options: [], nodes: [] }]
  for (const token of template.split(/([[\]|]|\{[^}]*\})/)) {
    const top = stack.at(-1)
    if (!top) throw new Error(`unbalanced brackets: ${template}`)
    if (token === '') continue
    if (token === '[') stack.push({ options: [], nodes: [] })
    else if (token === '|' && stack.length > 1) {
      top.options.push(top.nodes)
      top.nodes = []
    } else if (token === ']') {
      stack.pop()
      const outer = stack.at(-1)
      if (!outer) throw new Error(`unbalanced brackets: ${template}`)
      outer.nodes.push({ choice: [...top.options, top.nodes] })
    } else top.nodes.push(token.startsWith('{') ? { blank: token.slice(1, -1) } : token)
  }
  if (stack.length !== 1) throw new Error(`unbalanced brackets: ${template}`)
  return (stack[0] as { nodes: Node[] }).nodes
}
