import type { Backup, BackupCopy } from '@hoede/contract'
import type { BackupsOf } from '../../platform/http/own-backups.ts'
import { Problem } from '../../platform/http/problem.ts'
import type { ControlDatabase } from '../environments/public.ts'
import * as own from './own-queries.ts'
import * as queries from './queries.ts'
import { dueAt, worriesOf } from './rules.ts'

interface Kept {
  stores: readonly { name: string; site: 'here' | 'away' }[]
  everyHours: number
}

const pageSize = 50
/** At four a day and some that were asked for, more than the week in which each environment is proven. */
const judged = 80

/** The backups of one environment, as its own people see them. */
export const backupsOf =
  (control: ControlDatabase, kept: Kept): BackupsOf =>
  (environmentId) => {
    const sites = new Map(kept.stores.map(({ name, site }) => [name, site]))
    const asBackup = (row: own.OwnRow) => backupOf(row, sites)
    return {
      async page(query) {
        const rows = await own.findPage(control, environmentId, query, pageSize + 1)
        const items = rows.slice(0, pageSize).map(asBackup)
        return { items, next: rows.length > pageSize ? (items.at(-1)?.id ?? null) : null }
      },
      summary: () => summaryOf(control, environmentId, kept),
      async find(id) {
        const row = await own.findOwn(control, environmentId, id)
        return row && asBackup(row)
      },
      async ask(id, by) {
        await queries.askBackup(control, { id, environmentId, by })
        // The program may have taken it up in between.
        const row = (await own.findAsked(control, environmentId)) ?? (await own.findOwn(control, environmentId, id))
        if (!row) throw new Problem('conflict')
        return asBackup(row)
      },
      hold: (id, hold) => own.holdOwn(control, environmentId, id, hold),
      certificate: async (id) => (await own.findGoodProof(control, environmentId, id))?.certificate,
    }
  }

const text = (moment: Date) => moment.toISOString()
/** A moment inside JSON of the database is written in its own way. */
const textOf = (moment: string | null) => (moment === null ? null : text(new Date(moment)))

function backupOf(row: own.OwnRow, sites: ReadonlyMap<string, 'here' | 'away'>): Backup {
  const copies = row.copies.map(
    (copy): BackupCopy => ({ ...copy, keptAt: textOf(copy.keptAt), site: sites.get(copy.store) ?? null }),
  )
  const isGone = row.state === 'made' && copies.every((copy) => copy.state === 'removed')
  return {
    id: row.id,
    state: isGone ? 'removed' : row.state,
    reason: row.reason,
    at: text(row.at),
    endedAt: row.endedAt && text(row.endedAt),
    file: row.name,
    doneBytes: row.doneBytes,
    expectedBytes: row.expectedBytes,
    bytes: row.bytes,
    rows: row.rows,
    problem: row.problem,
    askedBy: row.askedBy,
    copies,
    proof: row.proof && {
      at: text(new Date(row.proof.endedAt)),
      seconds: secondsBetween(row.proof.startedAt, row.proof.endedAt),
      outcome: row.proof.outcome,
      differences: row.proof.differences,
      problem: row.proof.problem,
    },
    certificate: row.certificate,
    hold:
      row.heldAt && row.heldBecause !== null
        ? { at: text(row.heldAt), because: row.heldBecause, by: row.heldBy }
        : null,
  }
}

const secondsBetween = (from: string | Date, until: string | Date) =>
  Math.round((new Date(until).getTime() - new Date(from).getTime()) / 100) / 10

async function summaryOf(control: ControlDatabase, environmentId: string, kept: Kept) {
  const [recent, proof, stores] = await Promise.all([
    queries.listBackups(control, { environmentId, limit: judged }),
    own.findGoodProof(control, environmentId),
    own.findStores(control, environmentId),
  ])
  const last = recent.find((backup) => backup.state === 'made')
  const away = kept.stores.filter(({ site }) => site === 'away').map(({ name }) => name)
  const { everyHours } = kept
  return {
    last: last?.startedAt ? { id: last.id, at: text(last.startedAt), bytes: last.bytes } : null,
    proven: proof
      ? {
          at: text(proof.endedAt),
          seconds: secondsBetween(proof.startedAt, proof.endedAt),
          differences: proof.differences,
          of: text(proof.of),
          store: proof.store,
        }
      : null,
    worries: worriesOf(recent, { everyHours, away, now: new Date() }),
    everyHours,
    nextAt: last?.startedAt ? text(dueAt(environmentId, last.startedAt, everyHours, new Date())) : null,
    stores: kept.stores.map(({ name, site }) => {
      const found = stores.find((each) => each.store === name)
      return { name, site, newest: found?.newest ? text(found.newest) : null, waiting: found?.waiting ?? 0 }
    }),
    fingerprint: proof ? (JSON.parse(proof.certificate) as { fingerprint: string }).fingerprint : null,
  }
}
