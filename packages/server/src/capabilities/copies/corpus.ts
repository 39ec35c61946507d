import { horizonTest, lindeTest } from '../../demo/blueprints.ts'
import { generate } from '../../demo/generate.ts'
import { Random } from '../../demo/random.ts'
import { CopyProblem } from './problem.ts'

/** Lengths (bytes) up to which texts are taken together: the exact length of a text is not kept. */
const lengths = [60, 120, 200, 320, 500, 800, 1300, 2600]
const sizeOf = (length: number) => {
  const size = lengths.findIndex((upTo) => length <= upTo)
  return size < 0 ? lengths.length - 1 : size
}
/** What a sealed value has besides its text: version, nonce and tag (platform/crypto/seal.ts). */
const sealedBesides = 29

const reasons = [
  'Verkeerde tijd genoteerd.',
  'Bij de verkeerde cliënt geschreven.',
  'Aangevuld na overleg met de collega.',
  'Typefout hersteld.',
  'Waarde verkeerd afgelezen.',
  'Was dubbel ingevoerd.',
]
const documents = ['Toestemmingsformulier', 'Beschikking rechtbank', 'Volmacht', 'Verklaring']

/** The words of a text in lower case; a telephone number or an id is a few words, too. */
export const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

/** Made-up care texts, by kind and length: taken from the generators of the demonstration, so written by nobody about nobody. */
export class Corpus {
  readonly #free = new Map<string, string[][]>()
  readonly #soep = new Map<string, string[]>()
  readonly #alerts = new Map<string, string[]>()
  /** Every word that stands in these texts, in lower case: who is called so is not given away by it. */
  readonly words = new Set<string>()
  readonly #random: Random

  /** `seed` decides what is picked, and is secret; what there is to pick from is always the same. */
  constructor(seed: string) {
    this.#random = new Random(seed)
    const at = new Date('2026-03-02T12:00:00Z')
    for (const blueprint of [lindeTest, horizonTest]) {
      for (const file of generate(blueprint, 'corpus of copies', at).clients()) {
        // A text that names the made-up client would name another than the record it comes in.
        const names = [file.client.ownName, file.client.nickname, file.client.partnerName].filter((name) => name)
        for (const { kind, content } of file.reports) {
          const text = content.form === 'free' ? content.text : JSON.stringify(content.soep)
          if (names.some((name) => text.includes(name as string))) continue
          this.#note(text)
          if (content.form === 'soep') push(this.#soep, `${file.client.sex} ${kind}`, text)
          else this.#addFree(`${file.client.sex} ${kind}`, text)
        }
        for (const alert of file.alerts) {
          this.#note(alert.text)
          push(this.#alerts, alert.kind, alert.text)
        }
      }
    }
    for (const text of [...reasons, ...documents]) this.#note(text)
  }

  #note(text: string): void {
    for (const word of wordsOf(text)) this.words.add(word)
  }

  #addFree(kind: string, text: string): void {
    const sizes = this.#free.get(kind) ?? lengths.map(() => [])
    this.#free.set(kind, sizes)
    sizes[sizeOf(Buffer.byteLength(text))]?.push(text)
  }

  /** A report of a kind about a man or a woman, about as long as a sealed one. Throws CopyProblem for a form that is not known. */
  report(kind: string, sex: string, form: string, sealedLength: number): string {
    const about = sex === 'male' ? 'male' : 'female'
    if (form === 'soep') return this.#random.pick(this.#soep.get(`${about} ${kind}`) ?? [...this.#soep.values()].flat())
    if (form !== 'free') throw new CopyProblem('row-not-understood', 'Een verslag heeft een vorm die niet bekend is.')
    const sizes = this.#free.get(`${about} ${kind}`) ?? (this.#free.get(`${about} daily`) as string[][])
    const wanted = sizeOf(sealedLength - sealedBesides)
    const fitting = sizes[wanted] as string[]
    if (fitting.length >= 20) return this.#random.pick(fitting)
    // Longer than anybody writes here: several, one after another.
    const all = sizes.flat()
    let text = this.#random.pick(all)
    while (Buffer.byteLength(text) < (lengths[wanted - 1] ?? 0)) text += `\n${this.#random.pick(all)}`
    return text
  }

  alert(kind: string): string {
    return this.#random.pick(this.#alerts.get(kind) ?? [...this.#alerts.values()].flat())
  }

  reason(): string {
    return this.#random.pick(reasons)
  }

  document(): string {
    return this.#random.pick(documents)
  }
}

function push(map: Map<string, string[]>, key: string, text: string): void {
  const list = map.get(key)
  if (list) list.push(text)
  else map.set(key, [text])
}
