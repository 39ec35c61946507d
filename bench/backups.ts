import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { makeBackup, restoreOnly } from '../packages/server/src/capabilities/backups/public.ts'
import {
  createCustomer,
  createEnvironment,
  openControl,
  removeEnvironment,
} from '../packages/server/src/capabilities/environments/provision.ts'
import { findCustomer, findEnvironment } from '../packages/server/src/capabilities/environments/queries.ts'
import { connect, quoteName } from '../packages/server/src/platform/db/connection.ts'
import { findPostgres } from '../packages/server/src/platform/postgres/binaries.ts'
import { folderStore } from '../packages/server/src/platform/stores/folder.ts'
import type { Bench, OpenDataSet } from './environment.ts'
import type { LoadResult } from './load.ts'

/** Seconds of what PostgreSQL's own programs take, and of the same by Hoede. */
export interface BackupFigures {
  plainBackup: number
  backup: number
  plainRestore: number
  restore: number
  bytes: number
  /** p99 of opening a client, in milliseconds. */
  quiet: number
  busy: number
  made: number
}

const seedOfBench = Buffer.alloc(32, 1)

/** Everything that a backup is made with here: one folder. */
async function backupsIn(bench: Bench, folder: string) {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const control = await openControl(bench.operator)
  const stores = [{ name: 'bench', site: 'here' as const, open: async () => folderStore(folder) }]
  const signIn = () => Promise.resolve()
  return { operator: bench.operator, control, stores, seed: seedOfBench, supplier: 'bench', signIn }
}

/** A backup and a restore beside `pg_dump -Fc | zstd` and `pg_restore`, and what people who work notice of backups. */
export async function measureBackups(
  bench: Bench,
  { key, databaseName }: OpenDataSet,
  open: () => Promise<LoadResult>,
): Promise<BackupFigures> {
  const folder = join(bench.dataFolder, 'backups-of-bench')
  const around = await backupsIn(bench, folder)
  const plainFile = join(folder, 'plain.zst')
  const { bindir } = (await findPostgres())!
  const { user, password } = bench.operator.administrator
  const at = `-h ${bench.cluster.host} -p ${bench.cluster.port} -U ${user}`
  const env = { ...process.env, PGPASSWORD: password, PGSSLMODE: 'verify-full', PGSSLROOTCERT: bench.caFile }
  const shell = (script: string) => timed(() => ended(spawn('/bin/sh', ['-c', script], { env, stdio: 'inherit' })))
  const empty = 'bench_plain_restore'
  const admin = await connect(bench.operator.address, bench.operator.administrator)
  try {
    const environmentId = (await findEnvironment(around.control, 'key', key))!.id
    const plainBackup = await shell(
      `${join(bindir, 'pg_dump')} ${at} -Fc -Z0 ${databaseName} | zstd -q -3 -f -o ${plainFile}`,
    )
    const begun = performance.now()
    const backup = await makeBackup(around, { environmentId, reason: 'asked' })
    const took = (performance.now() - begun) / 1000
    await admin.query(`drop database if exists ${quoteName(empty)} with (force)`)
    await admin.query(`create database ${quoteName(empty)} template template0`)
    const plainRestore = await shell(`zstd -q -d -c ${plainFile} | ${join(bindir, 'pg_restore')} ${at} -d ${empty}`)
    await admin.query(`drop database ${quoteName(empty)} with (force)`)
    const restore = await timed(() => restoreOnly(around, backup))
    const quiet = await open()
    let [isOver, made] = [false, 0]
    const working = (async () => {
      while (!isOver) {
        await makeBackup(around, { environmentId, reason: 'asked' })
        made += 1
      }
    })()
    const busy = await open()
    isOver = true
    await working
    const { bytes } = backup
    return {
      plainBackup,
      backup: took,
      plainRestore,
      restore,
      bytes: bytes ?? 0,
      quiet: quiet.p99,
      busy: busy.p99,
      made,
    }
  } finally {
    await Promise.all([admin.end(), around.control.end()])
    await rm(folder, { recursive: true, force: true })
  }
}

/** The program that makes backups by itself, with so many small environments that have none yet: seconds until all have, and its memory. */
export async function measureManyBackups(
  bench: Bench,
  many: number,
  note: (text: string) => void,
): Promise<{ seconds: number; memory: number }> {
  const control = await openControl(bench.operator)
  const folder = join(bench.dataFolder, 'backups')
  let program: ChildProcess | undefined
  const keys = Array.from({ length: many }, (_, n) => `small-${n}`)
  try {
    for (const key of keys) {
      if (!(await findCustomer(control, key))) await createCustomer(control, bench.operator, { key, name: key })
      if (!(await findEnvironment(control, 'key', key)))
        await createEnvironment(control, bench.operator, {
          customerKey: key,
          kind: 'production',
          host: `${key}.localhost`,
        })
      if (Number(key.slice(6)) % 25 === 24) note(`${Number(key.slice(6)) + 1} kleine omgevingen`)
    }
    const since = new Date()
    await control.query("update backup set started_at = started_at - interval '1 day'")
    const env = { ...process.env, HOEDE_DATA: bench.dataFolder, HOEDE_LOG_LEVEL: 'error' }
    const begun = performance.now()
    program = spawn(process.execPath, [resolve('packages/server/bin/backups.ts')], { env, stdio: 'inherit' })
    let memory = 0
    for (;;) {
      await wait(500)
      memory = Math.max(memory, await peakOf(program.pid!))
      const { rows } = await control.query<{ count: number }>(
        `select count(distinct environment_id) as count from backup b join environment e on e.id = b.environment_id
         where b.state = 'made' and b.started_at >= $1 and e.key like 'small-%'`,
        [since],
      )
      if (rows[0]!.count >= many) break
    }
    return { seconds: (performance.now() - begun) / 1000, memory }
  } finally {
    program?.kill('SIGTERM')
    for (const key of keys)
      if (await findEnvironment(control, 'key', key)) await removeEnvironment(control, bench.operator, key)
    await control.end()
    await rm(folder, { recursive: true, force: true })
  }
}

/** The most memory that a process had, in MB. */
async function peakOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return (performance.now() - begun) / 1000
}

async function ended(child: ChildProcess): Promise<void> {
  const code = await new Promise((done) => child.once('close', done))
  if (code !== 0) throw new Error(`a program ended with ${code}`)
}
