import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { orderCopy } from '../packages/server/src/capabilities/copies/public.ts'
import {
  createEnvironment,
  openControl,
  removeEnvironment,
} from '../packages/server/src/capabilities/environments/provision.ts'
import { findEnvironment } from '../packages/server/src/capabilities/environments/queries.ts'
import { connect, quoteName } from '../packages/server/src/platform/db/connection.ts'
import { findPostgres } from '../packages/server/src/platform/postgres/binaries.ts'
import type { Bench, OpenDataSet } from './environment.ts'

/** Seconds of what PostgreSQL does by itself, of a copy with everything that belongs to it, and of its parts. */
export interface CopyFigures {
  plain: number
  plainWithoutLog: number
  copy: number
  parts: Record<string, number>
  rows: number
  found: string
}

/** An anonymised copy beside `pg_dump | pg_restore` of the same database, with the log (which a copy goes without) and without it. */
export async function measureCopies(bench: Bench, { key, databaseName }: OpenDataSet): Promise<CopyFigures> {
  const plain = await dumpAndRestore(bench, databaseName, [])
  const plainWithoutLog = await dumpAndRestore(bench, databaseName, ['--exclude-table-data=audit_*'])
  const control = await openControl(bench.operator)
  const target = `${key}-test`
  try {
    if (await findEnvironment(control, 'key', target)) await removeEnvironment(control, bench.operator, target)
    await createEnvironment(control, bench.operator, { customerKey: key, kind: 'test', host: `${target}.localhost` })
    const parts: Record<string, number> = {}
    let [part, since] = ['', performance.now()]
    const progress = (step: string) => {
      if (step === part) return
      parts[part] = (parts[part] ?? 0) + (performance.now() - since) / 1000
      ;[part, since] = [step, performance.now()]
    }
    const made = await orderCopy({ operator: bench.operator, control, orderedBy: 'bench', progress }, key, target)
    progress('')
    delete parts['']
    await removeEnvironment(control, bench.operator, target)
    const { linkage, tables } = made.report
    return {
      plain,
      plainWithoutLog,
      copy: made.seconds,
      parts,
      rows: tables.reduce((sum, each) => sum + each.copy, 0),
      found: linkage.attacks.map(({ found, chance }) => `${found} (${chance.toFixed(1)} by chance)`).join(', '),
    }
  } finally {
    await control.end()
  }
}

async function dumpAndRestore(bench: Bench, databaseName: string, options: readonly string[]): Promise<number> {
  const { bindir } = (await findPostgres())!
  const admin = await connect(bench.operator.address, bench.operator.administrator)
  const name = 'bench_plain_restore'
  const { user, password } = bench.operator.administrator
  const env = { ...process.env, PGPASSWORD: password, PGSSLMODE: 'verify-full', PGSSLROOTCERT: bench.caFile }
  const at = ['-h', bench.cluster.host, '-p', String(bench.cluster.port), '-U', user]
  try {
    await admin.query(`drop database if exists ${quoteName(name)} with (force)`)
    const begin = performance.now()
    await admin.query(`create database ${quoteName(name)} template template0`)
    const dump = spawn(join(bindir, 'pg_dump'), [...at, '-Fc', '-Z0', ...options, databaseName], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const restore = spawn(join(bindir, 'pg_restore'), [...at, '-d', name], {
      env,
      stdio: ['pipe', 'ignore', 'inherit'],
    })
    dump.stdout.pipe(restore.stdin)
    const codes = await Promise.all(
      [dump, restore].map((child) => new Promise((resolve) => child.once('close', resolve))),
    )
    if (codes.some((code) => code !== 0)) throw new Error(`pg_dump and pg_restore ended with ${codes}`)
    return (performance.now() - begin) / 1000
  } finally {
    await admin.query(`drop database if exists ${quoteName(name)} with (force)`)
    await admin.end()
  }
}
