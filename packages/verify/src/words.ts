import type { Finding, Mark, Notice, Place, Report } from './report.ts'

export const languages = ['en', 'nl'] as const
export type Language = (typeof languages)[number]

/** Sentences in one language. */
interface Words {
  finding: Record<Finding['kind'], (finding: Finding) => string>
  notice: Record<Notice['kind'], (notice: Notice) => string>
  outcome: Record<Report['outcome'], (findings: number) => string>
  head: (report: Report) => string
  notices: string
  between: (between: NonNullable<Finding['between']>) => string
}

const number = (value: number, language: Language) => value.toLocaleString(language)
/** The count with its word, for one and for more. */
const of = (count: number, one: string, more: string, language: Language) =>
  `${number(count, language)} ${count === 1 ? one : more}`
const rowsEn = (count: number) => of(count, 'row', 'rows', 'en')
const rowsNl = (count: number) => of(count, 'regel', 'regels', 'nl')
const list = (parts: readonly (string | undefined)[]) => parts.filter(Boolean).join(', ')

const rowEn = ({ position, number: own, untilNumber, afterNumber, id, at }: Place) =>
  list([
    position !== undefined ? `position ${position}` : undefined,
    own === undefined ? undefined : untilNumber ? `numbers ${own} to ${untilNumber}` : `number ${own}`,
    afterNumber === undefined ? undefined : `after number ${afterNumber}`,
    id && `id ${id}`,
    at,
  ])
const rowNl = ({ position, number: own, untilNumber, afterNumber, id, at }: Place) =>
  list([
    position !== undefined ? `plaats ${position}` : undefined,
    own === undefined ? undefined : untilNumber ? `nummers ${own} tot en met ${untilNumber}` : `nummer ${own}`,
    afterNumber === undefined ? undefined : `na nummer ${afterNumber}`,
    id && `id ${id}`,
    at,
  ])
const markEn = ({ name, size, at }: Mark) => `${name} (size ${size}${at ? `, ${at}` : ''})`
const markNl = ({ name, size, at }: Mark) => `${name} (${size} regels${at ? `, ${at}` : ''})`
const moreEn = (count = 1) => (count > 1 ? ` (${number(count, 'en')} rows)` : '')
const moreNl = (count = 1) => (count > 1 ? ` (${number(count, 'nl')} regels)` : '')
const when = (at: string | undefined) => (at ? ` (${at})` : '')

const en: Words = {
  head: ({ origin, format, from, until, rows, checkpoint }) =>
    `Log ${origin}: ${rowsEn(rows)}${format === 'hoede-log-export/v1' ? `, from position ${from} up to ${until}` : ', each with its proof'}${checkpoint ? `; checkpoint of size ${checkpoint.size}${when(checkpoint.at)}` : ''}.`,
  outcome: {
    whole: () => 'Nothing wrong was found.',
    tampered: (count) => `This is not the log as it was sealed: ${count} ${count === 1 ? 'finding' : 'findings'}.`,
    unjudged: () =>
      'Nothing wrong was found, but not everything could be judged: give the earlier keys of this log as well.',
  },
  notices: 'Good to know (none of this is tampering):',
  between: ({ fits, doesNot }) =>
    `${fits ? `The last checkpoint that fits is ${markEn(fits)}` : 'No earlier checkpoint fits'}; ${markEn(doesNot)} does not.`,
  finding: {
    changed: ({ place, count }) => `Changed row: ${rowEn(place)} is not as it was sealed${moreEn(count)}.`,
    removed: ({ place, count }) => `Removed row: there was one at ${rowEn(place)} that is not there${moreEn(count)}.`,
    inserted: ({ place, count }) =>
      `Inserted row: ${rowEn(place) || 'somewhere'} was put in and not sealed in its turn${moreEn(count)}.`,
    'back-dated': ({ place, count }) =>
      `Back-dated row: ${rowEn(place)} has a time before that of rows written earlier${moreEn(count)}.`,
    'post-dated': ({ place }) => `Post-dated row: ${rowEn(place)} has a time after that of rows written later.`,
    reordered: ({ place, count }) =>
      `Re-ordered row: ${rowEn(place)} does not stand where it was written${moreEn(count)}.`,
    rewritten: ({ place }) => `Rewritten: the rows from position ${place.position} on are not those that were sealed.`,
    'cut-off': ({ place, count }) =>
      `Cut-off tail: rows from position ${place.position} on are missing${moreEn(count)}. (Was the export made before that checkpoint? Then make a new one.)`,
    forked: ({ place }) => `Forked history: two signed checkpoints contradict each other at size ${place.position}.`,
    'wrong-key': ({ about }) =>
      `Wrong key: the checkpoint ${about} is not signed with a key of this log that you trust.`,
    'forged-checkpoint': ({ about }) =>
      `Forged checkpoint: ${about} is no checkpoint, or its text or a signature was changed.`,
    'other-log': ({ about }) => `Another log: ${about || 'the key'} is not of this log.`,
    truncated: ({ place }) =>
      `Truncated export: the file ends too early${place.position === undefined ? '' : `, after position ${place.position - 1}`}.`,
    'forged-note': ({ place }) => `Forged note: ${rowEn(place)} says it is the sealer's and is not signed by it.`,
    'dropped-without-note': ({ place, count, about }) =>
      `Dropped without a note: ${rowEn(place)} (month ${about})${moreEn(count)}; the sealer did not say so.`,
  },
  notice: {
    began: ({ value, at }) =>
      `Sealing began${when(at)}. What happened before that to rows numbered up to ${value} is not proven.`,
    started: ({ count }) => `The sealer was started ${of(count, 'time', 'times', 'en')}.`,
    behind: ({ count }) => `The sealer was more than a minute behind, ${of(count, 'time', 'times', 'en')}.`,
    late: ({ count }) => `${rowsEn(count)} came late, from transactions that took longer; the sealer knew of it.`,
    abandoned: ({ count }) => `${of(count, 'number', 'numbers', 'en')} never used, by transactions that were undone.`,
    'clock-step': ({ value = 0, at }) =>
      `The clock was put ${value < 0 ? 'back' : 'forward'} by ${Math.abs(value)} seconds${when(at)}.`,
    loaded: ({ count }) => `${rowsEn(count)} loaded by the operator, with times of their own.`,
    dropped: ({ count, about }) => `${rowsEn(count)} of ${about} dropped after their retention.`,
    'key-changed': ({ value, at }) =>
      `The key was changed at size ${value}${when(at)}; the old key signed for the new one.`,
    cosigned: ({ about, at }) => `Co-signed: ${about}${when(at)}.`,
    'not-cosigned': () => 'None of the checkpoints is co-signed by the witnesses that you gave.',
    outside: ({ count }) =>
      `${of(count, 'checkpoint', 'checkpoints', 'en')} not held against these rows: before them or at another size.`,
    'no-other-checkpoint': () =>
      'Only the checkpoint in the export was used. A log that was made anew with its key shows only against a checkpoint that somebody else kept.',
    'not-sealed-yet': ({ count }) => `${rowsEn(count)} written just now and not sealed yet.`,
    'not-explained-yet': ({ count }) =>
      `${of(count, 'number', 'numbers', 'en')} without a row yet: transactions that are under way, or were undone just now.`,
    'notes-of-earlier-key': ({ count }) =>
      `${of(count, 'note or checkpoint', 'notes and checkpoints', 'en')} signed with an earlier key that you did not give.`,
  },
}

const nl: Words = {
  head: ({ origin, format, from, until, rows, checkpoint }) =>
    `Logboek ${origin}: ${rowsNl(rows)}${format === 'hoede-log-export/v1' ? `, van plaats ${from} tot ${until}` : ', elk met een bewijs'}${checkpoint ? `; ijkpunt van ${checkpoint.size} regels${when(checkpoint.at)}` : ''}.`,
  outcome: {
    whole: () => 'Er is niets mis.',
    tampered: (count) =>
      `Dit is niet het logboek zoals het verzegeld is: ${count} ${count === 1 ? 'bevinding' : 'bevindingen'}.`,
    unjudged: () =>
      'Er is niets mis gevonden, maar niet alles was te beoordelen: geef ook de eerdere sleutels van dit logboek.',
  },
  notices: 'Goed om te weten (dit is geen geknoei):',
  between: ({ fits, doesNot }) =>
    `${fits ? `Het laatste ijkpunt dat klopt is ${markNl(fits)}` : 'Geen eerder ijkpunt klopt'}; ${markNl(doesNot)} klopt niet.`,
  finding: {
    changed: ({ place, count }) => `Veranderde regel: ${rowNl(place)} is niet zoals verzegeld${moreNl(count)}.`,
    removed: ({ place, count }) =>
      `Verwijderde regel: op ${rowNl(place)} stond er een die er niet meer is${moreNl(count)}.`,
    inserted: ({ place, count }) =>
      `Toegevoegde regel: ${rowNl(place) || 'ergens'} is erbij gezet en niet op zijn beurt verzegeld${moreNl(count)}.`,
    'back-dated': ({ place, count }) =>
      `Teruggedateerde regel: ${rowNl(place)} heeft een tijd v\u00f3\u00f3r die van regels die eerder geschreven zijn${moreNl(count)}.`,
    'post-dated': ({ place }) =>
      `Vooruitgedateerde regel: ${rowNl(place)} heeft een tijd n\u00e1 die van regels die later geschreven zijn.`,
    reordered: ({ place, count }) =>
      `Verplaatste regel: ${rowNl(place)} staat niet waar hij geschreven is${moreNl(count)}.`,
    rewritten: ({ place }) =>
      `Herschreven: de regels vanaf plaats ${place.position} zijn niet de regels die verzegeld zijn.`,
    'cut-off': ({ place, count }) =>
      `Afgeknipt einde: regels vanaf plaats ${place.position} ontbreken${moreNl(count)}. (Is de export ouder dan dat ijkpunt? Maak dan een nieuwe.)`,
    forked: ({ place }) =>
      `Twee geschiedenissen: twee ondertekende ijkpunten spreken elkaar tegen bij ${place.position} regels.`,
    'wrong-key': ({ about }) =>
      `Verkeerde sleutel: het ijkpunt ${about} is niet getekend met een sleutel van dit logboek die u vertrouwt.`,
    'forged-checkpoint': ({ about }) =>
      `Vervalst ijkpunt: ${about} is geen ijkpunt, of de tekst of een handtekening is veranderd.`,
    'other-log': ({ about }) => `Ander logboek: ${about || 'de sleutel'} hoort niet bij dit logboek.`,
    truncated: ({ place }) =>
      `Afgebroken export: het bestand houdt te vroeg op${place.position === undefined ? '' : `, na plaats ${place.position - 1}`}.`,
    'forged-note': ({ place }) =>
      `Vervalste aantekening: ${rowNl(place)} doet zich voor als van de verzegelaar en is niet door hem getekend.`,
    'dropped-without-note': ({ place, count, about }) =>
      `Weggelaten zonder aantekening: ${rowNl(place)} (maand ${about})${moreNl(count)}; de verzegelaar zegt er niets van.`,
  },
  notice: {
    began: ({ value, at }) =>
      `Het verzegelen begon${when(at)}. Wat daarvoor met regels tot en met nummer ${value} is gebeurd, is niet bewezen.`,
    started: ({ count }) => `De verzegelaar is ${number(count, 'nl')} keer gestart.`,
    behind: ({ count }) => `De verzegelaar liep ${number(count, 'nl')} keer meer dan een minuut achter.`,
    late: ({ count }) =>
      `${rowsNl(count)} later gekomen, uit transacties die langer duurden; de verzegelaar wist ervan.`,
    abandoned: ({ count }) =>
      `${of(count, 'nummer', 'nummers', 'nl')} nooit gebruikt, door transacties die ongedaan gemaakt zijn.`,
    'clock-step': ({ value = 0, at }) =>
      `De klok is ${Math.abs(value)} seconden ${value < 0 ? 'terug' : 'vooruit'} gezet${when(at)}.`,
    loaded: ({ count }) => `${rowsNl(count)} ingelezen door de beheerder, met eigen tijden.`,
    dropped: ({ count, about }) => `${rowsNl(count)} van ${about} weggelaten na de bewaartermijn.`,
    'key-changed': ({ value, at }) =>
      `De sleutel is vervangen bij ${value} regels${when(at)}; de oude sleutel tekende voor de nieuwe.`,
    cosigned: ({ about, at }) => `Medeondertekend: ${about}${when(at)}.`,
    'not-cosigned': () => 'Geen van de ijkpunten is medeondertekend door de getuigen die u opgaf.',
    outside: ({ count }) =>
      `${of(count, 'ijkpunt', 'ijkpunten', 'nl')} niet met deze regels te vergelijken: ervoor of over een ander aantal.`,
    'no-other-checkpoint': () =>
      'Alleen het ijkpunt uit de export is gebruikt. Een logboek dat met zijn sleutel opnieuw gemaakt is, valt pas op bij een ijkpunt dat iemand anders bewaard heeft.',
    'not-sealed-yet': ({ count }) => `${rowsNl(count)} zojuist geschreven en nog niet verzegeld.`,
    'not-explained-yet': ({ count }) =>
      `${of(count, 'nummer', 'nummers', 'nl')} nog zonder regel: transacties die nog lopen of net ongedaan gemaakt zijn.`,
    'notes-of-earlier-key': ({ count }) =>
      `${of(count, 'aantekening of ijkpunt', 'aantekeningen en ijkpunten', 'nl')} getekend met een eerdere sleutel die u niet opgaf.`,
  },
}

const words: Record<Language, Words> = { en, nl }

/** A finding in a sentence, with between which checkpoints it lies where only these tell. */
export const findingText = (finding: Finding, language: Language): string =>
  `${words[language].finding[finding.kind](finding)}${finding.between ? ` ${words[language].between(finding.between)}` : ''}`

export const noticeText = (notice: Notice, language: Language): string => words[language].notice[notice.kind](notice)

/** The report for people. */
export function reportText(report: Report, language: Language): string {
  const { head, outcome, notices } = words[language]
  return [
    head(report),
    outcome[report.outcome](report.findings.length),
    ...report.findings.map((finding) => `- ${findingText(finding, language)}`),
    ...(report.notices.length ? ['', notices] : []),
    ...report.notices.map((notice) => `- ${noticeText(notice, language)}`),
    '',
  ].join('\n')
}
