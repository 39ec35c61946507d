import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { afterAll, vi } from 'vitest'
import {
  createCustomer,
  createEnvironment,
  openControl,
  prepareControl,
} from '../../src/capabilities/environments/provision.ts'
import { sealNext } from '../../src/capabilities/log-proof/sealing.ts'
import { registerMomentCommands } from '../../src/cli/moment.ts'
import { createOperator, openOperator } from '../../src/cli/operator.ts'
import { readConfig } from '../../src/platform/config.ts'
import { clusterNote } from '../../src/platform/database-address.ts'
import { connect } from '../../src/platform/db/connection.ts'
import { writeFileWhole } from '../../src/platform/files.ts'
import { keepChanges } from '../../src/platform/pgbackrest/open.ts'
import { startCluster } from '../../src/platform/postgres/cluster.ts'

/** A cluster of its own that keeps its changes in two folders, with the environments `linde` and `berk`. */
export async function archivedCluster() {
  const folder = await mkdtemp(join(tmpdir(), 'hoede-moment-'))
  await chmod(folder, 0o755)
  const at = (name: string) => join(folder, name)
  const config = readConfig({
    HOEDE_DATA: at('data'),
    HOEDE_PITR_REPO1: at('repo1'),
    HOEDE_PITR_REPO2: at('repo2'),
  })
  const said: string[] = []
  const keeping = await keepChanges(config, (text) => said.push(text))
  const cluster = await startCluster({
    folder: at('data/postgres'),
    log: (text) => said.push(text),
    fast: true,
    archive: keeping.archive,
  })
  afterAll(async () => {
    await cluster.stop()
    await rm(folder, { recursive: true, force: true })
  })
  const { host, port, caFile } = cluster
  await writeFileWhole(clusterNote(config.dataFolder), JSON.stringify({ host, port, caFile }))
  said.push(...(await keeping.prepare()))
  const operator = await createOperator(config)
  await prepareControl(operator)
  const control = await openControl(operator)
  afterAll(() => control.end())
  const make = async (key: string) => {
    await createCustomer(control, operator, { key, name: `Zorggroep ${key}` })
    return createEnvironment(control, operator, { customerKey: key, kind: 'production', host: `${key}.localhost` })
  }
  const environments = { linde: await make('linde'), berk: await make('berk') }
  const open = async (database: string) => {
    const client = await connect({ host, port, caFile }, { ...cluster.superuser, database })
    afterAll(() => client.end())
    return client
  }
  return {
    folder,
    at,
    config,
    cluster,
    operator,
    control,
    environments,
    open,
    /** Seals every row of an environment's log, as the worker does all the time. */
    async seal(key: 'linde' | 'berk') {
      const session = await openOperator(config)
      const environment = await session.environment(key)
      const pass = { started: false, clockStep: undefined }
      while ((await session.within(environment, (tx) => sealNext(tx, environment, pass))).rows > 0);
      await session.close()
    },
    /** What was said while it started. */
    said,
    /** Runs `hoede moment …`; answers what it printed. Throws what it throws. `watch` sees each line as it comes. */
    async moment(words: string, watch: (line: string) => void = () => undefined): Promise<string> {
      const printed: string[] = []
      const keep = (line: string) => {
        printed.push(line)
        watch(line)
      }
      const [log, error] = [vi.spyOn(console, 'log'), vi.spyOn(console, 'error')]
      for (const spy of [log, error]) spy.mockImplementation(keep)
      const program = new Command().exitOverride()
      registerMomentCommands(
        program,
        () => config,
        () => openOperator(config),
      )
      try {
        await program.parseAsync(['node', 'hoede', 'moment', ...words.split(' ')])
      } finally {
        log.mockRestore()
        error.mockRestore()
      }
      return printed.join('\n')
    },
  }
}
