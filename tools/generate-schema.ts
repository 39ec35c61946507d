import { execFile } from 'node:child_process'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { requireClasses } from '../packages/server/src/capabilities/copies/catalogue.ts'
import {
  createCustomer,
  createEnvironment,
  type Operator,
  openControl,
  openEnvironment,
  prepareControl,
} from '../packages/server/src/capabilities/environments/provision.ts'
import { fileKeyProvider, operatorKey } from '../packages/server/src/platform/crypto/key-provider.ts'
import { rolePassword } from '../packages/server/src/platform/crypto/keys.ts'
import { startCluster } from '../packages/server/src/platform/postgres/cluster.ts'

/**
 * After a new migration: migrates an empty environment in a database of its own and writes what came of it: schema.sql, for
 * people to read in one piece, and the types that Kysely checks queries against.
 */
const run = promisify(execFile)
const repository = resolve(import.meta.dirname, '..')
const folder = await mkdtemp(join(tmpdir(), 'hoede-schema-'))
// PostgreSQL runs as another user, who must be able to come in.
await chmod(folder, 0o755)
const cluster = await startCluster({ folder: join(folder, 'postgres'), log: console.log, fast: true })
try {
  const root = await operatorKey(join(folder, 'keys'))
  const operator: Operator = {
    address: { host: cluster.host, port: cluster.port, caFile: cluster.caFile },
    administrator: { ...cluster.superuser, database: 'postgres' },
    keyProvider: fileKeyProvider(join(folder, 'keys')),
    rolePassword: (role) => rolePassword(root, role),
  }
  await prepareControl(operator)
  const control = await openControl(operator)
  await createCustomer(control, operator, { key: 'schema', name: 'Schema' })
  const { databaseName } = await createEnvironment(control, operator, {
    customerKey: 'schema',
    kind: 'production',
    host: 'schema.localhost',
  })
  await control.end()
  const { user, password } = cluster.superuser
  const env = {
    ...process.env,
    PGPASSWORD: password,
    PGSSLMODE: 'verify-full',
    PGSSLROOTCERT: cluster.caFile,
    NODE_EXTRA_CA_CERTS: cluster.caFile,
  }
  const url = `postgres://${user}:${encodeURIComponent(password)}@${cluster.host}:${cluster.port}/${databaseName}?sslmode=verify-full&sslrootcert=${cluster.caFile}`
  await run(
    join(repository, 'node_modules/.bin/kysely-codegen'),
    [
      ...['--dialect', 'postgres', '--url', url, '--default-schema', 'public', '--include-pattern', 'public.*'],
      ...['--exclude-pattern', 'public.audit_event_*', '--numeric-parser', 'number', '--date-parser', 'string'],
      ...['--out-file', join(repository, 'packages/server/src/platform/db/schema.generated.ts')],
    ],
    { env },
  )
  const dump = await run(
    join(cluster.bindir, 'pg_dump'),
    [
      '-h',
      cluster.host,
      '-p',
      String(cluster.port),
      '-U',
      user,
      '-d',
      databaseName,
      '--schema-only',
      '--no-owner',
      '--exclude-table=audit_event_2*',
    ],
    { env, maxBuffer: 64 * 1024 * 1024 },
  )
  // The roles carry the name of this throw-away database; the reader wants to see which of the three it is.
  const text = dump.stdout
    .replaceAll(new RegExp(`${databaseName}_(app|log|owner|seal)`, 'g'), '{{$1}}')
    .replace(/^(--.*|SET .*|SELECT pg_catalog.*|\\(un)?restrict.*)\n/gm, '')
    .replace(/\n{3,}/g, '\n\n')
  await writeFile(
    join(repository, 'packages/server/migrations/environment/schema.sql'),
    `-- Made by tools/generate-schema.ts: the result of the migrations, to read; nothing runs it.\n${text}`,
  )
  // Last, so that the types that the classes are checked against are there to give the new column its class.
  const made = await openEnvironment(operator, databaseName)
  await requireClasses(made).finally(() => made.end())
} finally {
  await cluster.stop()
  await rm(folder, { recursive: true, force: true })
}
