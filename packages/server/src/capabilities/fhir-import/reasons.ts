import type { ReadProblemCode } from './read/element.ts'

/** Why something did not, or not wholly, come into the record: a stable code with what a person reads. */
export const reasons = {
  // Not understood: nothing is wrong with it, Hoede has no place for it (yet).
  'type-unknown': { refuses: false, text: 'dit soort gegeven heeft nog geen plaats in Hoede' },
  'code-unknown': { refuses: false, text: 'deze waarneming of score kent Hoede nog niet' },
  'report-kind-unknown': { refuses: false, text: 'dit verslag is geen SOEP-verslag' },
  'consent-kind-unknown': { refuses: false, text: 'deze afspraak gaat niet over reanimatie' },
  'not-linked': { refuses: false, text: 'hoort bij geen dossier in deze invoer' },
  ended: { refuses: false, text: 'is beëindigd; alleen wat nu geldt wordt overgenomen' },
  'no-value': { refuses: false, text: 'er staat geen waarde in' },
  // Refused: it could have been taken over, but something in it is wrong or missing.
  'id-ambiguous': { refuses: true, text: 'dit kenmerk komt meer dan eens voor, met verschillende inhoud' },
  'invalid-text': { refuses: true, text: 'er staat een teken in dat niet bewaard kan worden' },
  'modifier-unknown': {
    refuses: true,
    text: 'er staat een onbekende bepaling in die de betekenis kan veranderen (modifierExtension of implicitRules)',
  },
  confidential: { refuses: true, text: 'is als vertrouwelijk gemerkt; neem dit met de hand over' },
  'entered-in-error': { refuses: true, text: 'is in de bron als fout gemerkt' },
  'not-final': { refuses: true, text: 'is in de bron nog niet definitief of afgebroken' },
  refuted: { refuses: true, text: 'is in de bron weerlegd' },
  'subject-missing': { refuses: true, text: 'er staat niet bij welke cliënt dit hoort (noem de cliënt met --subject)' },
  'subject-unknown': { refuses: true, text: 'de cliënt waar dit bij hoort is er niet' },
  'subject-refused': { refuses: true, text: 'de cliënt waar dit bij hoort is geweigerd' },
  'part-refused': { refuses: true, text: 'waar dit bij hoort is geweigerd' },
  'part-missing': { refuses: true, text: 'een deel van het verslag is er niet' },
  'name-missing': { refuses: true, text: 'er staat geen achternaam in' },
  'bsn-invalid': { refuses: true, text: 'het BSN klopt niet' },
  'bsn-several': { refuses: true, text: 'er staan verschillende BSN’s in' },
  'bsn-twice': { refuses: true, text: 'een andere cliënt in deze invoer heeft hetzelfde BSN' },
  'bsn-exists': { refuses: true, text: 'er is al een cliënt met dit BSN; dossiers worden niet samengevoegd' },
  'birth-date-partial': { refuses: true, text: 'de geboortedatum is niet volledig' },
  'birth-date-invalid': { refuses: true, text: 'de geboortedatum kan niet' },
  'deceased-moment-missing': { refuses: true, text: 'de cliënt is overleden, maar er staat niet op welke dag' },
  'patient-inactive': {
    refuses: true,
    text: 'dit dossier is in de bron niet meer in gebruik of vervangen door een ander',
  },
  'moment-missing': { refuses: true, text: 'er staat niet wanneer dit was' },
  'moment-invalid': {
    refuses: true,
    text: 'het moment kan niet of is te onnauwkeurig (minstens een dag; bij een tijd ook de tijdzone)',
  },
  'moment-in-future': { refuses: true, text: 'het moment ligt in de toekomst' },
  'value-impossible': { refuses: true, text: 'deze waarde kan niet' },
  'value-missing': { refuses: true, text: 'een deel van de waarde ontbreekt' },
  'value-compared': { refuses: true, text: 'de waarde is geen getal maar een grens (meer of minder dan)' },
  'unit-unknown': { refuses: true, text: 'de eenheid is niet bekend (alleen UCUM)' },
  'scale-unknown': { refuses: true, text: 'deze schaal loopt niet van 0 tot 10' },
  'text-missing': { refuses: true, text: 'er staat geen tekst in' },
  'too-long': { refuses: true, text: 'een tekst is langer dan Hoede bewaart' },
  'decision-unclear': { refuses: true, text: 'er staat niet duidelijk wat is afgesproken' },
  'source-changed': {
    refuses: true,
    text: 'de bron is veranderd sinds de vorige invoer; Hoede overschrijft niets, pas het aan in het dossier',
  },
  'already-decided': { refuses: true, text: 'in het dossier staat al een reanimatiewens' },
  'not-stored': { refuses: true, text: 'kon niet bewaard worden; van deze cliënt is niets ingevoerd' },
} as const satisfies Record<string, { refuses: boolean; text: string }>
export type ReasonCode = keyof typeof reasons

/** Why a whole file could not be read: nothing of it is taken over. */
export const fileReasons: Record<ReadProblemCode, string> = {
  'file-too-large': 'het bestand is groter dan 32 MB; splits het',
  'file-unreadable': 'het bestand kan niet gelezen worden',
  'not-utf8': 'het bestand is geen UTF-8',
  'xml-broken': 'de XML is stuk',
  'xml-doctype': 'de XML heeft een DOCTYPE of ENTITY; dat staat FHIR niet toe',
  'xml-entity': 'er staat een onbekende &-code in',
  'json-broken': 'de JSON is stuk',
  'not-fhir': 'dit is geen FHIR R4',
  'too-deep': 'de inhoud zit te diep in elkaar',
  'bundle-kind': 'dit soort bundel wordt niet ingelezen',
}

/** Stops the reading of one resource; everything else goes on. */
export class Refusal extends Error {
  readonly code: ReasonCode
  /** Which element, or which bound: never what stood in it. */
  readonly detail: string | undefined
  constructor(code: ReasonCode, detail?: string) {
    super(detail ? `${code} (${detail})` : code)
    this.name = 'Refusal'
    this.code = code
    this.detail = detail
  }
}
