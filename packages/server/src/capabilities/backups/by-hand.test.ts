import { execFile } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { backupStand } from '../../../test/support/backups.ts'
import { newAgeKeys } from '../../platform/crypto/age.ts'
import { connect } from '../../platform/db/connection.ts'
import { findPostgres } from '../../platform/postgres/binaries.ts'
import { dropDatabase } from '../environments/public.ts'
import { addRecipient } from './keys.ts'
import { makeBackup } from './making.ts'
import type { Manifest } from './manifest.ts'
import { customerOf } from './queries.ts'
import { countRows } from './snapshot.ts'

const run = promisify(execFile)
const page = resolve(import.meta.dirname, '../../../../../docs/operations/restore-by-hand.md')

const stand = await backupStand('hand')

it('restores a backup without Hoede, by the words of restore-by-hand.md', async () => {
  const { around, work, here } = stand
  await mkdir(join(work, here))
  const { id } = await stand.environment()
  const customer = (await customerOf(around.control, id))!
  const own = await newAgeKeys()
  await addRecipient(around.control, customer.id, own.recipient)
  const backup = await makeBackup(around, { environmentId: id, reason: 'asked' })
  const { report } = JSON.parse(backup.manifest!) as { report: Manifest }
  expect(report.recipients).toContain(own.recipient)

  const text = await readFile(page, 'utf8')
  const commands = [...text.matchAll(/```sh\n(.*?)```/gs)].map((block) => block[1]).join('')
  expect(commands.trim().split('\n').length).toBeGreaterThan(5)
  const database = `by_hand_${process.pid}`
  await writeFile(join(work, 'own-identity.txt'), `${own.identity}\n`, { mode: 0o600 })
  const { address, administrator } = around.operator
  const { bindir } = (await findPostgres())!
  const { stdout } = await run('sh', ['-ec', commands], {
    cwd: work,
    env: {
      PATH: `${bindir}:${process.env['PATH']}`,
      BACKUP: `${here}/${backup.name!.replace(/\.dump\.zst\.age$/, '')}`,
      IDENTITY: 'own-identity.txt',
      DATABASE: database,
      PGHOST: address.host,
      PGPORT: String(address.port),
      PGUSER: administrator.user,
      PGPASSWORD: administrator.password,
      PGSSLMODE: 'require',
    },
  })
  try {
    const [said, counted] = stdout.split('\n')
    expect(said).toContain(counted!.split(' ')[0])
    const client = await connect(address, { ...administrator, database })
    const rows = await countRows(client).finally(() => client.end())
    expect(rows).toEqual(report.tables)
    expect(rows['public.client']).toBeGreaterThan(10)
  } finally {
    await dropDatabase(around.operator, database)
  }
})
