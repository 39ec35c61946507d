import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { afterAll, inject, vi } from 'vitest'
import { OperatorProblem } from '../../src/capabilities/environments/provision.ts'
import type { OperatorSession } from '../../src/cli/operator.ts'
import { connect } from '../../src/platform/db/connection.ts'
import { maintenance } from '../../src/platform/db/maintenance.ts'
import { keysOf, type TestHoede } from './hoede.ts'

/** Who stands in the log for what a command of a test did. */
export const testSupplier = 'hoede cli (test)'

/** Commands as somebody types them, with files in a folder of their own; in the environments of the tests, as their owner. */
export async function commandLine(
  hoede: TestHoede,
  register: (program: Command, open: () => Promise<OperatorSession>) => void,
) {
  const { administrator } = inject('cluster')
  const folder = await mkdtemp(join(tmpdir(), 'hoede-cli-'))
  afterAll(() => rm(folder, { recursive: true, force: true }))
  let closed = 0
  const session = {
    supplier: testSupplier,
    environment: async (key: string) => {
      if (key !== 'linde' && key !== 'horizon') throw new OperatorProblem('environment-unknown', key)
      return hoede.environment(key)
    },
    within: async ({ address, databaseName, roleName, ...rest }, work) => {
      const client = await connect(address, { ...administrator, database: databaseName })
      try {
        const keys = await keysOf({ address, databaseName, roleName, ...rest })
        return await maintenance(client, roleName.replace(/_app$/, '_owner'), keys, work)
      } finally {
        await client.end()
      }
    },
    close: async () => {
      closed += 1
    },
  } as Pick<OperatorSession, 'supplier' | 'environment' | 'within' | 'close'> as OperatorSession
  return {
    /** Where a file of that name lies, with content when that is given. */
    async file(name: string, content?: string): Promise<string> {
      const path = join(folder, name)
      if (content !== undefined) await writeFile(path, content)
      return path
    },
    /** Runs a command; answers what it printed. Throws what it throws. */
    async run(...words: string[]): Promise<string> {
      const printed: string[] = []
      const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line))
      const quiet = vi.spyOn(process.stderr, 'write').mockImplementation(() => true)
      const program = new Command().exitOverride()
      register(program, async () => session)
      try {
        await program.parseAsync(['node', 'hoede', ...words])
      } finally {
        log.mockRestore()
        quiet.mockRestore()
      }
      return printed.join('\n')
    },
    /** How many sessions were closed again. */
    closed: () => closed,
  }
}
