import type { Random } from '../random.ts'

/** How one person writes. */
export interface Voice {
  /** Share of sentences in telegram style. */
  terse: number
  /** Sentences in an ordinary report. */
  length: [number, number]
  address: 'mw.' | 'mevr.' | 'mevrouw' | 'named'
  abbreviates: 0 | 1 | 2
  /** Writes under headings: 'ADL: …'. */
  labels: boolean
  firstPerson: boolean
  /** Ends with 'Verder geen bijzonderheden.' */
  closes: number
  /** Forgets a capital or a full stop. */
  careless: number
}

export function voiceOf(random: Random): Voice {
  const length = random.weighted({ short: 3, middle: 5, long: 2 })
  return {
    terse: length === 'short' ? 0.85 : length === 'middle' ? 0.3 : 0.05,
    length: length === 'short' ? [1, 3] : length === 'middle' ? [2, 3] : [2, 4],
    address: random.pick(['mw.', 'mw.', 'mevr.', 'mevrouw', 'mevrouw', 'named'] as const),
    abbreviates: random.pick([0, 0, 1, 1, 2] as const),
    labels: random.chance(0.12),
    firstPerson: random.chance(0.6),
    closes: random.pick([0, 0.1, 0.25, 0.5]),
    careless: random.pick([0, 0, 0, 0, 0.1, 0.4]),
  }
}

const common: [RegExp, string][] = [
  [/\bin overleg met\b/gi, 'i.o.m.'],
  [/\bin verband met\b/gi, 'i.v.m.'],
  [/\bongeveer (?=\d)/gi, '± '],
  [/\bverpleegkundige\b/gi, 'VPK'],
]
const many: [RegExp, string][] = [
  ...common,
  [/\bmedicatie\b/g, 'med.'],
  [/\bMedicatie\b(?!:)/g, 'Med.'],
  [/\bdochter\b/g, 'dtr.'],
  [/\bDochter\b/g, 'Dtr.'],
  [/\bhuisarts\b/gi, 'HA'],
  [/\bfysiotherapeut\b/gi, 'fysio'],
  [/\bontlasting\b/g, 'def.'],
  [/\bOntlasting\b/g, 'Def.'],
  [/\bparacetamol\b/gi, 'PCM'],
  [/\btemperatuur\b/gi, 'temp'],
  [/\btwee keer\b/g, '2x'],
  [/\bTwee keer\b/g, '2x'],
  [/\bdrie keer\b/g, '3x'],
  [/\béén keer\b/g, '1x'],
  [/\bvolgende week\b/g, 'vlg. week'],
  [/ minuten\b/g, ' min.'],
]
const none: [RegExp, string][] = [
  [/\bi\.o\.m\./g, 'in overleg met'],
  [/\bI\.o\.m\./g, 'In overleg met'],
  [/\bi\.v\.m\./g, 'in verband met'],
  [/(^|[.!?] )VPK\b/g, '$1Verpleegkundige'],
  [/\bVPK\b/g, 'verpleegkundige'],
  [/\bg\.b\./g, 'geen bijzonderheden.'],
  [/\bbijz\./g, 'bijzonderheden.'],
  [/\bMed\. /g, 'Medicatie '],
  [/± (?=\d)/g, 'ongeveer '],
]
const passes = [none, common, many]

/** A text in somebody's own spelling. */
export function spelled(text: string, voice: Voice): string {
  let result = text
  for (const [pattern, by] of passes[voice.abbreviates] as [RegExp, string][]) result = result.replace(pattern, by)
  // An abbreviation that swallowed the full stop of its sentence, or brought a second one.
  return result.replace(/\.\.(?!\.)/g, '.').replace(/^\p{Ll}/u, (first) => first.toUpperCase())
}
