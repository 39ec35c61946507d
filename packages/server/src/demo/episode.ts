import type { MeasurementKind, ReportKind } from '@hoede/contract'
import type { Persona } from './clients.ts'
import type { Random } from './random.ts'
import type { Shift } from './roster.ts'
import type { Bank, SoepBank } from './text/bank.ts'
import type { Vitals } from './vitals.ts'

/** Who a step of a story is for. */
export type Who =
  | 'carer'
  | 'first'
  | 'nurse'
  | 'districtNurse'
  | 'doctor'
  | 'psychologist'
  | 'physio'
  | 'occupational'
  | 'speech'
  | 'dietician'

/** One report in a story. */
export interface Step {
  day: number
  shift: Shift
  who: Who
  kind: ReportKind
  content: Bank | SoepBank
  important?: boolean
  family?: boolean
  /** Nothing ordinary beside it. */
  alone?: boolean
  facts?: Record<string, string>
  /** Taken beside what the text mentions. */
  measure?: MeasurementKind[]
}

/** What colours the ordinary days. */
export type Condition = 'away' | 'terminal' | 'ill' | 'delirious' | 'gloomy'

/** Something that happens to somebody and takes days or months. */
export interface Episode {
  steps: Step[]
  condition?: { name: Condition; from: number; until: number }
}

/** What an episode is made from. It may put its mark on the vitals. */
export interface Scene {
  random: Random
  /** The day it begins. */
  day: number
  /** The last day on which anything can happen. */
  last: number
  persona: Persona
  vitals: Vitals
  /** Of the team where it happens. */
  residential: boolean
}

export const isSoep = (content: Bank | SoepBank): content is SoepBank => !Array.isArray(content)

type Extra = Partial<Pick<Step, 'important' | 'family' | 'alone' | 'facts' | 'measure' | 'shift'>>

export const byCarer = (day: number, content: Bank, extra: Extra = {}): Step => ({
  day,
  shift: 'day',
  who: 'carer',
  kind: extra.shift === 'night' ? 'night' : 'daily',
  content,
  ...extra,
})

export const by = (
  who: Exclude<Who, 'carer'>,
  kind: ReportKind,
  day: number,
  content: Bank | SoepBank,
  extra: Extra = {},
): Step => ({
  day,
  shift: 'day',
  who,
  kind,
  content,
  alone: true,
  ...extra,
})

export const byNurse = (day: number, content: SoepBank, extra: Extra = {}) =>
  by('nurse', 'nursing', day, content, extra)
export const byDoctor = (day: number, content: Bank | SoepBank, extra: Extra = {}) =>
  by('doctor', 'medical', day, content, extra)
