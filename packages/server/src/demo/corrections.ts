import type { Random } from './random.ts'
import type { ReportRecord } from './types.ts'

/** One report in a hundred and fifty was corrected: the version that was there first, and why there is another. */
export function corrected(report: ReportRecord, random: Random, now: number): ReportRecord {
  if (!random.chance(0.0065)) return report
  const at = report.recordedAt + random.between(3, 400) * 60_000
  const first = at > now ? undefined : firstVersion(report, random)
  if (!first) return report
  const { content, author, careMoment, recordedAt, important, visibleToFamily } = report
  const earlier = { content, author, careMoment, recordedAt, important, visibleToFamily, reason: null, ...first.was }
  return { ...report, recordedAt: at, reason: first.reason, version: 2, earlier: [earlier] }
}

type First = { was: Partial<Pick<ReportRecord, 'content' | 'careMoment' | 'important'>>; reason: string }

function firstVersion(report: ReportRecord, random: Random): First | undefined {
  const { content } = report
  switch (random.pick(['typo', 'typo', 'addition', 'moment', 'important'])) {
    case 'typo':
      if (content.form !== 'free') return undefined
      return {
        was: { content: { form: 'free', text: mistyped(content.text, random) } },
        reason: random.pick(typoReasons),
      }
    case 'addition': {
      if (content.form !== 'free') return undefined
      const shorter = /^(.+[.!?])\s+[^.!?]+[.!?]$/s.exec(content.text)?.[1]
      return shorter
        ? { was: { content: { form: 'free', text: shorter } }, reason: random.pick(additionReasons) }
        : undefined
    }
    case 'moment':
      return {
        was: { careMoment: report.careMoment - random.between(2, 9) * 1_800_000 },
        reason: random.pick(momentReasons),
      }
    default:
      return report.important
        ? { was: { important: false }, reason: 'Als belangrijk gemarkeerd na overleg' }
        : undefined
  }
}

const typoReasons = ['Typefout verbeterd', 'Typefout', 'Spelling', 'Woord verkeerd getypt']
const additionReasons = ['Aanvulling', 'Vergeten te noteren', 'Aangevuld na overdracht']
const momentReasons = ['Verkeerd tijdstip', 'Tijdstip van de zorg klopte niet']

/** Two letters of one word the wrong way round. */
function mistyped(text: string, random: Random): string {
  const words = [...text.matchAll(/\p{Ll}{5,}/gu)].filter(({ 0: word }) => word[2] !== word[3])
  if (words.length === 0) return text
  const found = random.pick(words)
  const word = found[0]
  const wrong = `${word.slice(0, 2)}${word[3]}${word[2]}${word.slice(4)}`
  return text.slice(0, found.index) + wrong + text.slice(found.index + word.length)
}
