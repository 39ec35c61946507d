import { join } from 'node:path'
import { afterAll, inject } from 'vitest'
import { backupsOf } from '../../src/capabilities/backups/public.ts'
import { controlDatabase, controlLogin } from '../../src/capabilities/environments/provision.ts'
import { newId } from '../../src/platform/crypto/ids.ts'
import { operatorKey } from '../../src/platform/crypto/key-provider.ts'
import { backupSeed, rolePassword } from '../../src/platform/crypto/keys.ts'
import { signReport } from '../../src/platform/crypto/signed-report.ts'
import { connect } from '../../src/platform/db/connection.ts'
import { controlPool } from '../../src/platform/db/control.ts'
import type { Customer } from './hoede.ts'

const stores = [
  { name: 'hier', site: 'here' },
  { name: 'elders', site: 'away' },
] as const

interface Row {
  state: 'asked' | 'running' | 'made' | 'failed'
  hoursAgo: number
  done?: number
  expected?: number
  problem?: string
  waiting?: string
  removed?: boolean
  proof?: 'good' | 'wrong' | 'unproven'
}

/**
 * Backups of a test file's own in the tests' control database, which all files share: each environment stands for one that was removed
 * there. The server reaches them with its own login.
 */
export async function ownBackups() {
  const cluster = inject('cluster')
  const address = { host: cluster.host, port: cluster.port, caFile: cluster.caFile }
  const admin = await connect(address, { ...cluster.administrator, database: controlDatabase })
  const root = await operatorKey(join(cluster.dataFolder, 'keys'))
  const control = controlPool(address, {
    user: controlLogin,
    password: rolePassword(root, controlLogin),
    database: controlDatabase,
  })
  const ids: Record<Customer, string> = { linde: newId(), horizon: newId() }
  for (const id of Object.values(ids)) {
    const name = `b${id.replaceAll('-', '')}`
    await admin.query(
      `insert into environment select (jsonb_populate_record(e, jsonb_build_object('id', $1::text, 'key', $2::text, 'host', $2::text,
         'database_name', $2::text, 'state', 'removed', 'removed_at', now()))).* from environment e limit 1`,
      [id, name],
    )
  }
  afterAll(async () => {
    const all = Object.values(ids)
    const ofThem = 'backup_id in (select id from backup where environment_id = any ($1))'
    await admin.query(`delete from backup_proof where ${ofThem}`, [all])
    await admin.query(`delete from backup_copy where ${ofThem}`, [all])
    await admin.query('delete from backup where environment_id = any ($1)', [all])
    await admin.query('delete from environment where id = any ($1)', [all])
    await Promise.all([admin.end(), control.end()])
  })
  const of = backupsOf(control, { stores, everyHours: 6 })

  /** As the program that makes backups leaves it; answers its id. */
  async function insert(row: Row, customer: Customer = 'linde'): Promise<string> {
    const id = newId()
    const { state, hoursAgo, proof } = row
    const begun = new Date(Date.now() - hoursAgo * 3_600_000)
    const isMade = state === 'made'
    await admin.query(
      `insert into backup (id, environment_id, name, reason, state, asked_at, started_at, ended_at, done_bytes, expected_bytes, problem,
         bytes, sha256, rows, manifest)
       values ($1, $2, $3, 'schedule', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
      [
        id,
        ids[customer],
        state === 'asked' ? null : `${customer}-${id}.age`,
        state,
        begun,
        state === 'asked' ? null : begun,
        isMade || state === 'failed' ? new Date(begun.getTime() + 40_000) : null,
        row.done ?? (isMade ? 12_345_678 : 0),
        row.expected ?? null,
        row.problem ?? null,
        isMade ? 12_345_678 : null,
        isMade ? 'ab'.repeat(32) : null,
        isMade ? 48_211 : null,
        isMade ? '{}' : null,
      ],
    )
    for (const { name } of isMade ? stores : []) {
      const copy = row.removed ? 'removed' : row.waiting === name ? 'waiting' : 'kept'
      await admin.query(
        'insert into backup_copy (backup_id, store, state, kept_at, problem) values ($1, $2, $3, $4, $5)',
        [
          id,
          name,
          copy,
          copy === 'waiting' ? null : new Date(begun.getTime() + 60_000),
          copy === 'waiting' ? 'unreachable' : null,
        ],
      )
    }
    if (proof) await prove(id, proof, begun, customer)
    return id
  }

  async function prove(id: string, outcome: 'good' | 'wrong' | 'unproven', begun: Date, customer: Customer) {
    const from = new Date(begun.getTime() + 120_000)
    const report = {
      kind: 'backup-proof',
      environment: customer,
      customer: 'Zorggroep De Linde',
      file: `${customer}-${id}.age`,
      takenAt: begun.toISOString(),
      store: 'elders',
      site: 'away',
      provenAt: from.toISOString(),
      seconds: 41,
      check: { differences: [] },
    }
    const certificate = outcome === 'good' ? JSON.stringify(signReport(backupSeed(root), report)) : null
    await admin.query(
      `insert into backup_proof (id, backup_id, store, started_at, ended_at, outcome, differences, problem, certificate)
       values ($1, $2, 'elders', $3, $4, $5, $6, $7, $8)`,
      [
        newId(),
        id,
        from,
        new Date(from.getTime() + 41_000),
        outcome,
        outcome === 'wrong' ? 3 : 0,
        outcome === 'unproven' ? 'store-unreachable' : null,
        certificate,
      ],
    )
  }

  return {
    admin,
    ids,
    insert,
    /** For startTestHoede: each customer's environment is its own row here. */
    backupsOf: (customerOf: (environmentId: string) => Customer) => (environmentId: string) =>
      of(ids[customerOf(environmentId)]),
  }
}
