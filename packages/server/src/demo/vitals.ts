import type { MeasurementKind } from '@hoede/contract'
import type { Random } from './random.ts'
import type { Setting } from './setting.ts'
import type { Traits } from './traits.ts'

/** An illness in numbers: between two days, worst in the first third. */
export interface Spell {
  from: number
  until: number
  fever: number
  saturationDrop: number
}

/** A change of weight (kg) that comes between two days and stays. */
export interface WeightChange {
  from: number
  until: number
  delta: number
}

/** The body behind the measurements: a level of one's own, slow change, illness, and the spread of a measurement. */
export class Vitals {
  readonly spells: Spell[] = []
  readonly weightChanges: WeightChange[] = []
  readonly height: number
  readonly #weight: number
  readonly #systolic: number
  readonly #diastolic: number
  readonly #pulse: number
  readonly #saturation: number
  readonly #drift: number
  readonly #phase: number
  readonly #pain: number

  constructor(random: Random, traits: Traits, sex: 'male' | 'female', setting: Setting) {
    const old = setting !== 'living' && setting !== 'daytime'
    this.height = Math.round(random.around((sex === 'female' ? 162 : 175) - (old ? 3 : 0), 6))
    const bmi = Math.max(19, random.around(traits.eats === 'poor' ? 22 : old ? 25.5 : 27, 3))
    this.#weight = Math.max(42, (this.height / 100) ** 2 * bmi)
    this.#systolic = random.around(traits.hypertension ? 148 : traits.heart ? 118 : 130, 8)
    this.#diastolic = Math.min(this.#systolic - 35, random.around(traits.hypertension ? 82 : 74, 6))
    this.#pulse = random.around(old ? 74 : 72, 7)
    this.#saturation = traits.lungs ? random.around(92.5, 1) : random.around(96.5, 0.8)
    this.#drift = random.around(traits.dementia ? -1.6 : -0.3, 1.2)
    this.#phase = random.unit() * 6.3
    this.#pain = traits.moves === 'chair' || random.chance(0.3) ? random.between(2, 4) : random.between(0, 2)
  }

  /** Values as they are read on a day; blood pressure gives two. */
  read(kind: MeasurementKind, day: number, random: Random): { value: number; second: number | null } {
    const one = (value: number) => ({ value, second: null })
    switch (kind) {
      case 'weight':
        return one(round(this.weight(day) + random.around(0, 0.25), 1))
      case 'height':
        return one(this.height)
      case 'blood-pressure': {
        const systolic = Math.round(this.#systolic + 5 * this.#slow(day) + random.around(0, 6))
        const diastolic = Math.round(this.#diastolic + 2 * this.#slow(day) + random.around(0, 4))
        return { value: systolic, second: Math.min(diastolic, systolic - 25) }
      }
      case 'pulse':
        return one(Math.round(this.#pulse + 11 * this.#illness(day, 'fever') + random.around(0, 4)))
      case 'temperature':
        return one(round(36.7 + this.#illness(day, 'fever') + random.around(0, 0.18), 1))
      case 'saturation':
        return one(
          Math.round(Math.min(99, this.#saturation - this.#illness(day, 'saturationDrop') + random.around(0, 0.7))),
        )
      case 'pain':
        return one(Math.max(0, Math.min(10, Math.round(this.#pain + random.around(0, 1.1)))))
    }
  }

  weight(day: number): number {
    const changed = this.weightChanges.reduce((sum, change) => sum + change.delta * share(day, change), 0)
    return Math.max(36, this.#weight + (this.#drift * ((day % 730) - 365)) / 365 + 0.5 * this.#slow(day) + changed)
  }

  /** The weight without what a passing illness adds or takes. */
  get usualWeight(): number {
    return this.#weight
  }

  #slow(day: number): number {
    return Math.sin(day / 29 + this.#phase)
  }

  #illness(day: number, what: 'fever' | 'saturationDrop'): number {
    return this.spells.reduce((sum, spell) => {
      if (day < spell.from || day > spell.until) return sum
      const done = (day - spell.from) / Math.max(1, spell.until - spell.from)
      return sum + spell[what] * (done < 0.34 ? 1 : (1 - done) * 1.5)
    }, 0)
  }
}

const share = (day: number, change: WeightChange) =>
  Math.min(1, Math.max(0, (day - change.from) / Math.max(1, change.until - change.from)))

const round = (value: number, decimals: number) => Math.round(value * 10 ** decimals) / 10 ** decimals
