import { addAccessStories, addEmergencies } from './access-stories.ts'
import { newAccounts, storeCredentials, writeAccounts } from './accounts.ts'
import { fillLog } from './bench-log.ts'
import { type Blueprint, benchmark, horizon, horizonTest, linde, lindeTest } from './blueprints.ts'
import { addDirectory } from './directory.ts'
import { generate } from './generate.ts'
import { loadOrganisation, type Target } from './load.ts'

export interface DemoEnvironment {
  customer: { key: string; name: string }
  kind: 'production' | 'test'
  /** `linde`, `linde-test`, … */
  key: string
  /** linde.localhost, linde-test.localhost, … */
  host: string
  blueprint: Blueprint
}

/** The demo: two customers, each with production and test. */
export const demoEnvironments: DemoEnvironment[] = [
  demo('linde', linde, 'production'),
  demo('linde', lindeTest, 'test'),
  demo('horizon', horizon, 'production'),
  demo('horizon', horizonTest, 'test'),
]

function demo(customer: string, blueprint: Blueprint, kind: DemoEnvironment['kind']): DemoEnvironment {
  const key = kind === 'production' ? customer : `${customer}-test`
  return { customer: { key: customer, name: blueprint.name }, kind, key, host: `${key}.localhost`, blueprint }
}

export interface SeedRequest {
  environment: string
  /** Where its people sign in: https://linde.localhost:8443 */
  address: string
  dataFolder: string
  supplier: string
  now: Date
  progress?(done: number, total: number): void
}

/**
 * Fills a demo environment in one transaction, and writes the accounts of its named people to accounts.json just before it
 * commits: whatever happens, people and passwords belong together. Returns the number of rows.
 */
export async function seedDemo(target: Target, blueprint: Blueprint, request: SeedRequest): Promise<number> {
  const organisation = generate(blueprint, `demo ${request.environment}`, request.now)
  const accounts = newAccounts(organisation.accounts, request.environment, request.address)
  return loadOrganisation(target, organisation, {
    supplier: request.supplier,
    transactions: 'one',
    ...(request.progress && { progress: request.progress }),
    async beforeCommit(tx) {
      await addDirectory(tx)
      await addEmergencies(tx, organisation)
      await storeCredentials(tx, organisation.accounts, accounts)
      await writeAccounts(request.dataFolder, request.environment, accounts)
    },
  })
}

/**
 * Fills an environment for benchmarks: at factor 1 5,000 clients, 2,000 employees, 500,000 reports, 1,000,000 measurements and
 * 5,000,000 rows of log. Many transactions: throw away what an interrupted run left.
 */
export async function seedBenchmark(target: Target, factor: number, request: SeedRequest): Promise<number> {
  const organisation = generate(benchmark(factor), `bench ${factor}`, request.now)
  const accounts = newAccounts(organisation.accounts, request.environment, request.address, true)
  const logRows = Math.round(5_000_000 * factor)
  const total = organisation.expectedRows + logRows
  const rows = await loadOrganisation(target, organisation, {
    supplier: request.supplier,
    transactions: 'many',
    progress: (done) => request.progress?.(done, total),
    async beforeCommit(tx) {
      await addAccessStories(tx, organisation)
      await storeCredentials(tx, organisation.accounts, accounts)
      await writeAccounts(request.dataFolder, request.environment, accounts)
    },
  })
  const logged = await fillLog(target, logRows, request.now, (done) =>
    request.progress?.(rows + done, Math.max(rows + logRows, rows + done)),
  )
  return rows + logged
}
