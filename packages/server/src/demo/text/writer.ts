import { clockText } from '../calendar.ts'
import type { Random } from '../random.ts'
import type { Bank, SoepBank, Topic } from './bank.ts'
import { expand, type Filler, render } from './template.ts'
import { spelled, type Voice } from './voice.ts'
import { words } from './words.ts'

/** Whom a text is about. */
export interface Subject {
  sex: 'male' | 'female'
  /** 'De Wit' */
  formal: string
  called: string
  /** In disability care people are called by their given name. */
  byName: boolean
  facts: Readonly<Record<string, string>>
  /** What is true of them, for lines that begin with ?name. */
  flags: ReadonlySet<string>
}

const pronouns = {
  female: { p: 'ze', o: 'haar', b: 'haar' },
  male: { p: 'hij', o: 'hem', b: 'zijn' },
} as const
const titles = {
  female: { 'mw.': 'mw.', 'mevr.': 'mevr.', mevrouw: 'mevrouw', named: 'mw.' },
  male: { 'mw.': 'dhr.', 'mevr.': 'dhr.', mevrouw: 'meneer', named: 'dhr.' },
} as const
const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** Remembers what was said lately about somebody, so that a record does not repeat itself. */
export class Memory {
  readonly #used = new Map<Bank, number[]>()
  readonly #events = new Set<string>()

  /** A line of the bank that was not used in the last half of the draws. One that begins with ~ is an event: once. */
  pick(bank: Bank, random: Random, fits: (line: string) => boolean): string {
    const used = this.#used.get(bank) ?? []
    this.#used.set(bank, used)
    let index = random.between(0, bank.length - 1)
    for (let tries = 0; tries < 14; tries += 1) {
      const line = bank[index] as string
      if (!used.includes(index) && fits(line) && this.#mayHappen(line)) break
      index = random.between(0, bank.length - 1)
    }
    used.push(index)
    if (used.length > bank.length / 2) used.shift()
    const line = bank[index] as string
    if (!line.startsWith('~')) return line
    this.#events.add(line)
    return line.slice(1)
  }

  #mayHappen(line: string): boolean {
    return !line.startsWith('~') || !this.#events.has(line)
  }
}

/** What nobody writes in the evening: it was the work of the day. */
const earlierInTheDay =
  /ontbijt|ochtend|vanmorgen|lunch|tussen de middag|van de avond|de dag en vroeg|\{t(8|9|10|11|12|13)-/i

/** Writes one report: one subject, one author, one moment. */
export class Writer {
  /** The latest time of day that the text mentions, in minutes; care at night counts on past midnight. */
  mentioned = 0
  readonly #random: Random
  readonly #subject: Subject
  readonly #voice: Voice
  readonly #memory: Memory
  readonly #shift: 'day' | 'evening' | 'night'
  /** Values that belong to this report alone; a function is asked once, when the text needs it. */
  readonly #facts: (name: string) => string | undefined
  readonly #filler: Filler = {
    index: (bound) => this.#random.between(0, bound - 1),
    fill: (blank) => this.#fill(blank),
  }
  #named = false

  constructor(
    random: Random,
    subject: Subject,
    voice: Voice,
    memory: Memory,
    shift: 'day' | 'evening' | 'night',
    facts: (name: string) => string | undefined,
  ) {
    this.#random = random
    this.#subject = subject
    this.#voice = voice
    this.#memory = memory
    this.#shift = shift
    this.#facts = facts
  }

  line(bank: Bank): string {
    const fits = (line: string) =>
      (this.#voice.firstPerson || !/\b(ik|Ik|mijn|mij)\b/.test(line)) &&
      !(this.#shift === 'evening' && earlierInTheDay.test(line)) &&
      this.#holds(line)
    return render(this.#memory.pick(bank, this.#random, fits).replace(/^\?\w+ /, ''), this.#filler)
  }

  #holds(line: string): boolean {
    const condition = /^~?\?(\w+) /.exec(line)?.[1]
    return condition === undefined || this.#subject.flags.has(condition)
  }

  topic(topic: Topic): string {
    if (this.#voice.labels) {
      const text = this.line(topic.brief)
      // 'Stemming: goed', not 'Stemming: stemming goed'.
      const rest = text.startsWith(`${topic.label} `) ? text.slice(topic.label.length + 1) : text
      return `${topic.label}: ${capitalised(rest)}`
    }
    return this.line(this.#random.chance(this.#voice.terse) ? topic.brief : topic.full)
  }

  soep(bank: SoepBank): { s: string; o: string; e: string; p: string } {
    const index = bank.together ? bank.s.indexOf(this.#memory.pick(bank.s, this.#random, () => true)) : -1
    const part = (from: Bank) =>
      spelled(index >= 0 ? render(from[index] as string, this.#filler) : this.line(from), this.#voice)
    return { s: part(bank.s), o: part(bank.o), e: part(bank.e), p: part(bank.p) }
  }

  /** Puts sentences together in the author's spelling. */
  finish(sentences: string[]): string {
    const text = spelled(sentences.join(this.#voice.labels && sentences.length > 1 ? '\n' : ' '), this.#voice)
    if (!this.#random.chance(this.#voice.careless) || /^\p{Lu}{2}/u.test(text)) return text
    return this.#random.chance(0.5) ? text.charAt(0).toLowerCase() + text.slice(1) : text.replace(/\.$/, '')
  }

  #fill(blank: string): string {
    if (blank === 'C') return this.#mention()
    if (blank === 'c') return this.#reference()
    const lower = blank.charAt(0).toLowerCase() + blank.slice(1)
    const value = this.#value(lower)
    return blank === lower ? value : capitalised(value)
  }

  #value(name: string): string {
    const pronoun = (pronouns[this.#subject.sex] as Record<string, string>)[name]
    if (pronoun) return pronoun
    const known = this.#facts(name) ?? this.#subject.facts[name]
    if (known !== undefined) return known
    const list = words[name]
    if (list) return expand(this.#random.pick(list), this.#filler)
    const range = /^(t)?(\d+(?:\.\d)?)-(\d+(?:\.\d)?)(?:\/(\d+))?$/.exec(name)
    if (!range) throw new Error(`nothing is known about {${name}}`)
    const [low, high] = [Number(range[2]), Number(range[3])]
    if (range[1]) return this.#clock(low, high)
    if (name.includes('.')) return (low + this.#random.unit() * (high - low)).toFixed(1).replace('.', ',')
    const step = Number(range[4] ?? 1)
    return String(low + step * this.#random.between(0, Math.floor((high - low) / step)))
  }

  #clock(low: number, high: number): string {
    const minute =
      low * 60 +
      this.#random.pick([0, 5, 10, 15, 15, 20, 30, 30, 30, 40, 45, 50]) +
      60 * this.#random.between(0, Math.max(0, high - low - 1))
    this.mentioned = Math.max(this.mentioned, this.#shift === 'night' && minute < 720 ? minute + 1440 : minute)
    return clockText(minute)
  }

  /** At the head of a sentence: the first time by name or title, later now and then 'ze' or 'hij'. */
  #mention(): string {
    if (this.#named && this.#random.chance(this.#subject.byName ? 0.55 : 0.4))
      return capitalised(pronouns[this.#subject.sex].p)
    return capitalised(this.#reference())
  }

  #reference(): string {
    const first = !this.#named
    this.#named = true
    if (this.#subject.byName) return this.#subject.called
    const title = titles[this.#subject.sex][this.#voice.address]
    return this.#voice.address === 'named' && first ? `${title} ${this.#subject.formal}` : title
  }
}
