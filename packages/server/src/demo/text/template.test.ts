import { describe, expect, it } from 'vitest'
import { Random } from '../random.ts'
import * as behaviour from './behaviour.ts'
import * as daily from './daily.ts'
import * as daytime from './daytime.ts'
import * as disability from './disability.ts'
import * as home from './home.ts'
import * as illness from './illness.ts'
import * as life from './life.ts'
import * as nights from './night.ts'
import * as professionals from './professionals.ts'
import { render, variants } from './template.ts'
import { spelled, voiceOf } from './voice.ts'
import { words } from './words.ts'
import * as wounds from './wounds-and-falls.ts'
import { Memory, type Subject, Writer } from './writer.ts'

/** Every line of every bank. */
function allLines(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(allLines)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, each]) => (key === 'label' ? [] : allLines(each)))
}

const modules = [behaviour, daily, daytime, disability, home, illness, life, nights, professionals, wounds]
const templates = modules.flatMap((each) => allLines({ ...each }))

const facts = `kin kp kb kin2 partner opartner gemis verlies aid drink hobby job diagnose reanimatie vm kleding rr pols temp sat gewicht
  lengte pijn tijd leeftijd plek oorzaak maat vorige kuurdag droog verschil bmi reden laagrr naar van`
const subject = (sex: Subject['sex']): Subject => ({
  sex,
  formal: 'De Wit',
  called: 'Kim',
  byName: false,
  facts: Object.fromEntries(facts.split(/\s+/).map((name) => [name, `<${name}>`])),
  flags: new Set(['man', 'vrouw']),
})

describe('the sentences', () => {
  it('are many: hundreds of templates, many more ways', () => {
    expect(new Set(templates).size).toBeGreaterThan(900)
    expect(templates.reduce((sum, each) => sum + variants(each), 0)).toBeGreaterThan(1500)
  })

  it('can all be written, about a woman and about a man', () => {
    for (const sex of ['female', 'male'] as const) {
      for (const template of templates) {
        const random = new Random(template)
        const voice = { ...voiceOf(random), firstPerson: true, careless: 0 }
        const writer = new Writer(random, subject(sex), voice, new Memory(), 'day', () => undefined)
        const text = writer.line([template.replace(/^(~?)\?\w+ /, '$1')])
        expect(text).not.toMatch(/[{}[\]|~]|^\?/)
        expect(text).toMatch(/^[^\p{Ll}]/u)
      }
    }
  })

  it('end as sentences do', () => {
    for (const template of templates) expect(template).toMatch(/[.!?)"\]}]$/)
  })

  it('take small things from lists that exist', () => {
    expect(Object.values(words).every((list) => list.length > 1)).toBe(true)
  })
})

describe('a template', () => {
  const filler = { index: () => 0, fill: (blank: string) => blank.toUpperCase() }
  it('fills blanks and takes choices, one inside another', () => {
    expect(render('de [rode|blauwe [zee|lucht]] van {wie}', filler)).toBe('De rode van WIE')
    expect(variants('de [rode|blauwe [zee|lucht]] van {wie}')).toBe(3)
  })
  it('is refused when its brackets do not match', () => {
    expect(() => render('een [half', filler)).toThrow('unbalanced')
    expect(() => render('een half]', filler)).toThrow('unbalanced')
  })
  it('is refused when nothing is known about a blank', () => {
    const random = new Random('x')
    const writer = new Writer(random, subject('female'), voiceOf(random), new Memory(), 'day', () => undefined)
    expect(() => writer.line(['{onbekend}'])).toThrow('nothing is known about {onbekend}')
  })
})

describe('spelling', () => {
  const voice = voiceOf(new Random('v'))
  it('abbreviates as the author does', () => {
    expect(spelled('Medicatie gegeven in overleg met de huisarts, twee keer.', { ...voice, abbreviates: 2 })).toBe(
      'Med. gegeven i.o.m. de HA, 2x.',
    )
    expect(spelled('VPK gebeld i.v.m. pijn.', { ...voice, abbreviates: 0 })).toBe(
      'Verpleegkundige gebeld in verband met pijn.',
    )
  })
})
