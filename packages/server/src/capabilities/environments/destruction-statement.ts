import type { Destroyed } from '../../platform/crypto/key-provider.ts'

/** What was destroyed, by whom and when; signed as it stands (hoede-signed-report-1). No secret and nothing of a client. */
export interface DestructionStatement {
  kind: 'key-destruction'
  customer: { key: string; name: string }
  word: string
  orderedBy: string
  orderedAt: string
  notBefore: string
  confirmedBy: string
  destroyedAt: string
  /** Every key that wrapped something of the customer: what the provider said, and what it then did with what it had wrapped. */
  keys: { reference: string; how: Destroyed; wrappedSecrets: number; opened: 0 }[]
  environments: { key: string; kind: string; database: string; removed: boolean; dataKeys: number[] }[]
  backups: { name: string; environment: string; madeAt: string; stores: string[] }[]
  /** Public keys of the customer's own, for which backups were sealed besides. */
  ownRecipients: string[]
}

const how: Record<Destroyed, string> = {
  file: 'het bestand is overschreven en verwijderd',
  object: 'de module heeft de sleutel verwijderd en vindt hem niet meer',
  server: 'de sleutelserver heeft de sleutel verwijderd en kent hem niet meer',
  absent: 'de sleutel was er al niet meer',
}
/** What the provider cannot prove. */
const unproven: Record<Destroyed, string> = {
  file: 'Dat niemand het bestand eerder kopieerde, en dat de schijf of het bestandssysteem er niets van bewaarde (momentopname, reservekopie van de machine, verplaatste blokken van een SSD).',
  object: 'Dat er geen tweede module of reservekopie van de module is met dezelfde sleutel.',
  server: 'Dat er geen reservekopie of momentopname van de sleutelserver is waarin de sleutel nog staat.',
  absent: 'Wie de sleutel wegnam, en of er ergens een kopie van is.',
}

/** The statement as people read it. */
export function statementText(statement: DestructionStatement): string {
  const { customer, keys, environments, backups, ownRecipients } = statement
  const lines = [
    `Verklaring: de sleutel van ${customer.name} (${customer.key}) is vernietigd`,
    '',
    `Opdracht van de klant: ${statement.word}`,
    `Opgedragen door ${statement.orderedBy} op ${statement.orderedAt}; niet eerder dan ${statement.notBefore}.`,
    `Bevestigd door ${statement.confirmedBy}; vernietigd op ${statement.destroyedAt}.`,
    '',
    'Sleutels',
    ...keys.map(
      (key) =>
        `- ${key.reference}: ${how[key.how]}. Daarna opende geen van de ${key.wrappedSecrets} geheimen die ermee waren ingepakt.`,
    ),
    'De ingepakte gegevenssleutels zijn ook uit de beheerdatabase verwijderd.',
    '',
    'Omgevingen: wat verzegeld was, opent niet meer. Dat zijn BSN’s, rapportages, notities, redenen, concepten, berichten en geheimen van aanmelden.',
    ...environments.map(
      (each) =>
        `- ${each.key} (${each.kind}): gegevenssleutel ${each.dataKeys.join(', ') || 'geen'}; ${each.removed ? 'was al verwijderd' : `de database ${each.database} staat er nog, gesloten`}`,
    ),
    '',
    `Reservekopieën: ${backups.length} ${backups.length === 1 ? 'opent' : 'openen'} niet meer.`,
    ...backups.map(
      (each) =>
        `- ${each.name} (${each.environment}, ${each.madeAt}) in ${each.stores.join(', ') || 'geen opslag meer'}`,
    ),
    '',
    'Wat deze verklaring niet bewijst',
    ...[...new Set(keys.map((key) => unproven[key.how]))].map((text) => `- ${text}`),
    '- Dat niemand met de rechten van beheerder eerder kopieerde wat toen open was.',
    ...(environments.some((each) => !each.removed)
      ? [
          '- Namen, geboortedatums, adressen, metingen en de logging zijn niet verzegeld en staan nog in de databases hierboven. Verwijder die met «hoede environment remove».',
        ]
      : []),
    ...(ownRecipients.length > 0
      ? [
          `- Reservekopieën zijn ook verzegeld voor sleutels van de klant zelf (${ownRecipients.join(', ')}). Wie die heeft, opent de kopie, maar niet wat daarin verzegeld is.`,
        ]
      : []),
  ]
  return `${lines.join('\n')}\n`
}
