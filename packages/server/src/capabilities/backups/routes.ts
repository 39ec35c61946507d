import * as contract from '@hoede/contract'
import { newId } from '../../platform/crypto/ids.ts'
import type { Reader } from '../../platform/db/transaction.ts'
import { type Endpoint, reads, writes } from '../../platform/http/endpoint.ts'
import { Problem } from '../../platform/http/problem.ts'
import { namesOf } from './people-queries.ts'

const { Id, Nullable, Strict, Type } = contract
const ofBackup = Strict({ backupId: Id })

/**
 * The backups of the environment that is asked, and of no other. What is written in the control database is written before the row of the log
 * is committed: should that row fail, whoever asked hears so and asks again, and a request or a hold that stands there twice does no harm.
 */
export const routes: Endpoint[] = [
  reads({
    path: '/backups',
    summary: 'The backups of this environment, newest first, and how they are doing',
    permission: 'backup:read',
    scope: 'none',
    audit: { event: 'backup.list', action: 'R', part: 'backup' },
    query: contract.BackupQuery,
    answer: Type.Object({
      items: Type.Array(contract.Backup),
      next: Nullable(Type.String()),
      summary: Nullable(contract.BackupSummary),
    }),
    async handler({ backups, query, tx }) {
      const [{ items, next }, summary] = await Promise.all([
        backups.page(query),
        // Of the whole, so only with the first page.
        query.cursor ? null : backups.summary(),
      ])
      return { items: await withNames(tx, items), next, summary }
    },
  }),
  reads({
    path: '/backups/busy',
    summary: 'The backups that were asked for or are being made, and how far they are',
    permission: 'backup:read',
    scope: 'none',
    audit: { none: 'it is asked every two seconds by a page whose list stands in the log, and says nothing more' },
    answer: Type.Object({ items: Type.Array(contract.Backup) }),
    async handler({ backups, tx }) {
      const { items } = await backups.page({ look: 'busy' })
      return { items: await withNames(tx, items) }
    },
  }),
  writes({
    path: '/backups',
    summary: 'Asks for a backup now; while one that was asked for waits, it is that one',
    permission: 'backup:manage',
    scope: 'none',
    audit: { event: 'backup.asked', action: 'C', part: 'backup' },
    creates: true,
    status: 201,
    body: contract.NewBackup,
    answer: contract.Backup,
    async handler({ backups, body, personId, note, tx }) {
      const asked = await backups.ask(body.id ?? newId(), personId)
      note({ objectId: asked.id })
      return (await withNames(tx, [asked]))[0]!
    },
  }),
  writes({
    path: '/backups/:backupId/hold',
    method: 'PUT',
    summary: 'Holds a backup, so that it is not removed when its time is over',
    permission: 'backup:manage',
    scope: 'none',
    audit: { event: 'backup.held', action: 'U', part: 'backup' },
    params: ofBackup,
    body: contract.BackupHold,
    answer: contract.Backup,
    async handler({ backups, params: { backupId }, body, personId, note, tx }) {
      note({ objectId: backupId, detail: { because: body.because } })
      const because = body.because.trim()
      if (!because)
        throw new Problem('invalid-input', {
          fields: [{ path: 'body.because', message: 'Vul in waarom je dit wilt.' }],
        })
      if (!(await backups.find(backupId))) throw new Problem('not-found')
      if (!(await backups.hold(backupId, { by: personId, because }))) throw new Problem('backup-not-kept')
      return (await withNames(tx, [(await backups.find(backupId))!]))[0]!
    },
  }),
  writes({
    path: '/backups/:backupId/hold',
    method: 'DELETE',
    summary: 'Lets a held backup go: it is removed when its time is over',
    permission: 'backup:manage',
    scope: 'none',
    audit: { event: 'backup.released', action: 'U', part: 'backup' },
    params: ofBackup,
    async handler({ backups, params: { backupId }, note }) {
      note({ objectId: backupId })
      if (!(await backups.hold(backupId, undefined))) throw new Problem('not-found')
      return undefined
    },
  }),
  reads({
    path: '/backups/:backupId/certificate',
    summary: 'The signed certificate of the last restore of this backup that was good',
    permission: 'backup:read',
    scope: 'none',
    audit: { event: 'backup.certificate', action: 'R', part: 'backup' },
    params: ofBackup,
    answer: contract.SignedReport,
    async handler({ backups, params: { backupId }, note }) {
      note({ objectId: backupId })
      const certificate = await backups.certificate(backupId)
      if (!certificate) throw new Problem('not-found')
      return JSON.parse(certificate) as contract.SignedReport
    },
  }),
]

/** Who asked for and who holds, by name; whoever is no employee (any more) for the one who asks stands there without. */
async function withNames(tx: Reader, backups: contract.Backup[]): Promise<contract.Backup[]> {
  const isId = (by: string | null | undefined): by is string => /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(by ?? '')
  const ids = new Set(backups.flatMap(({ askedBy, hold }) => [askedBy, hold?.by].filter(isId)))
  const names = ids.size ? await namesOf(tx, [...ids]) : new Map<string, string>()
  const nameOf = (by: string | null) => (isId(by) ? (names.get(by) ?? null) : by)
  return backups.map((backup) => ({
    ...backup,
    askedBy: nameOf(backup.askedBy),
    hold: backup.hold && { ...backup.hold, by: nameOf(backup.hold.by) },
  }))
}
