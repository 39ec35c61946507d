import { XMLBuilder } from 'fast-xml-parser'
import type { ExportedEntry, LogSource } from './entry.ts'

/**
 * The rows as XML with the fields of NEN 7513 chapter 7, by their Dutch names. The norm fixes fields and meaning, not a message: this
 * form is our own, and docs/security/log-exports.md has the field of the norm for each element.
 */
const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  format: true,
  suppressEmptyNode: true,
})

const outcomes = { success: 'succes', refused: 'geweigerd', error: 'fout' } as const

/** What is there, and nothing for what is not. */
const given = (fields: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && value !== undefined && value !== ''),
  )

function lineOf(entry: ExportedEntry, source: LogSource) {
  const { person, supplier, client, ground, question } = entry
  return {
    '@id': entry.id,
    '@volgnummer': String(entry.number),
    gebeurtenis: given({
      gebeurteniscode: { '@stelsel': 'urn:hoede:gebeurtenis', '@naam': entry.eventText, '#text': entry.event },
      actiecode: entry.action,
      datumEnTijd: entry.at,
      aardVanDeGebeurtenis: entry.emergency ? 'noodprocedure' : 'regulier',
      resultaat: outcomes[entry.outcome],
      reden: entry.problem,
      controles: entry.checks,
    }),
    gebruiker: given({
      gebruikersId: person?.id ?? supplier ?? 'onbekend',
      gebruikersnaam: person?.name,
      gebruikersrol: {
        '@stelsel': 'urn:hoede:functie',
        '#text': person?.function ?? (supplier ? 'leverancier of systeem' : 'onbekend'),
      },
      gebruikerIsInitiator: 'true',
      ...(entry.address ? { toegangspunt: { '@type': '2', '#text': entry.address } } : {}),
    }),
    object: [
      ...(client
        ? [
            given({
              identificatortype: 'clientnummer',
              klasse: '1',
              identificator: client.number,
              naam: client.name,
              autorisatieprotocol: ground && { '@id': ground.grantId, '#text': ground.text },
            }),
          ]
        : []),
      ...entry.shownClients.map((id) => ({ identificatortype: 'kenmerk', klasse: '1', identificator: id })),
      given({
        identificatortype: 'dossieronderdeel',
        klasse: '2',
        identificator: entry.objectId ?? entry.part,
        naam: entry.part,
        details: entry.detail === null ? undefined : JSON.stringify(entry.detail),
        autorisatieprotocol: client ? undefined : ground && { '@id': ground.grantId, '#text': ground.text },
        zoekvraag: question,
        aantalGetoond: entry.shown || undefined,
      }),
    ],
    loggegevens: given({
      bron: source.system,
      organisatie: source.organisation,
      bronsoort: '4',
      kenmerkVerzoek: entry.traceId,
    }),
  }
}

/** The rows as one document (UTF-8). Characters that XML cannot hold are left out. */
export function toNen7513(entries: readonly ExportedEntry[], source: LogSource, at: Date): string {
  const document = {
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    logging: {
      '@xmlns': 'urn:hoede:nen7513:1',
      '@gemaakt': at.toISOString(),
      '@regels': String(entries.length),
      logregel: entries.map((entry) => lineOf(entry, source)),
    },
  }
  return withoutForbidden(builder.build(document) as string)
}

/** XML 1.0, production 2 (Char): one other character and no reader opens the file. */
const withoutForbidden = (text: string): string =>
  text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
