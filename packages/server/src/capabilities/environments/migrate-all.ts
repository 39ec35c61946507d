import type { Client } from '../../platform/db/connection.ts'
import { migrateEnvironment, type Operator } from './provision.ts'

export interface MigrationOutcome {
  key: string
  /** The version reached, or why it was not. */
  version?: number
  failure?: string
}

interface Candidate {
  id: string
  key: string
  databaseName: string
  roleName: string
  migration: number
}

/** Brings environments to the newest version one by one; goes on after one that fails, and says which. */
export async function migrateAll(
  control: Client,
  operator: Operator,
  environments: readonly Candidate[],
  report: (outcome: MigrationOutcome, done: number) => void,
): Promise<MigrationOutcome[]> {
  const outcomes: MigrationOutcome[] = []
  for (const environment of environments) {
    const outcome: MigrationOutcome = { key: environment.key }
    try {
      outcome.version = await migrateEnvironment(control, operator, environment)
    } catch (error) {
      outcome.failure = (error as Error).message
    }
    outcomes.push(outcome)
    report(outcome, outcomes.length)
  }
  return outcomes
}
