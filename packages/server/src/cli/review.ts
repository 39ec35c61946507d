import { readFile } from 'node:fs/promises'
import type { ReviewReport } from '@hoede/contract'
import type { Command } from 'commander'
import type { ProofCertificate } from '../capabilities/backups/public.ts'
import { OperatorProblem } from '../capabilities/environments/provision.ts'
import { verifyReport } from '../platform/crypto/signed-report.ts'

export function registerReviewCommands(program: Command): void {
  program
    .command('review')
    .description('rapporten van autorisatiecontroles')
    .command('verify')
    .description('kijkt of een rapport is zoals het werd ondertekend; alleen het bestand is daarvoor nodig')
    .argument('<bestand>', 'het rapport (JSON) zoals Hoede het gaf')
    .option('--fingerprint <kenmerk>', 'kenmerk van de sleutel van de organisatie; zonder dit vergelijk je het zelf')
    .action(async (file: string, options: { fingerprint?: string }) => {
      for (const line of await runReviewVerify(file, options.fingerprint)) console.log(line)
    })
}

const letters = (fingerprint: string) => fingerprint.toLowerCase().replace(/[^0-9a-f]/g, '')

/** What the report says of itself, when it is right. Throws OperatorProblem file-unreadable, report-wrong, report-other-key. */
export async function runReviewVerify(file: string, expected?: string): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new OperatorProblem('file-unreadable', `Het bestand «${file}» kan niet worden gelezen.`)
  })
  const verdict = verifyReport(text)
  if (!verdict.right) {
    throw new OperatorProblem(
      'report-wrong',
      'NIET GOED: dit is geen rapport van Hoede, of het is na het ondertekenen gewijzigd.',
    )
  }
  if (expected && letters(expected) !== letters(verdict.fingerprint)) {
    throw new OperatorProblem(
      'report-other-key',
      `NIET GOED: het rapport is ondertekend met een andere sleutel (${verdict.fingerprint}).`,
    )
  }
  const key = expected
    ? 'De sleutel is de verwachte.'
    : `Sleutel: ${verdict.fingerprint}. Vergelijk dit met het kenmerk dat je langs een andere weg kreeg.`
  if (isBackupProof(verdict.report)) return [...proofLines(verdict.report), key]
  const { review, totals, customer } = verdict.report as ReviewReport
  return [
    `GOED: ${review.name} (${customer}), gesloten op ${review.closedAt} door ${review.closedBy}.`,
    `${totals.people} medewerkers, ${totals.items} rollen: ${totals.keep} behouden, ${totals.change} wijzigen, ${totals.end} beëindigd, ${totals.open} open.`,
    key,
  ]
}

const isBackupProof = (report: unknown): report is ProofCertificate =>
  (report as { kind?: unknown } | null)?.kind === 'backup-proof'

const proofLines = ({ file, environment, customer, takenAt, provenAt, seconds, store, check }: ProofCertificate) => [
  `GOED: reservekopie ${file} van ${environment} (${customer}), zoals de omgeving was op ${takenAt}.`,
  `Teruggezet op ${provenAt} uit bewaarplaats «${store}» in ${String(seconds).replace('.', ',')} seconden: ${check.differences.length} verschillen.`,
]
