import type { ControlDatabase } from '../environments/public.ts'
import { type Judged, recentOfAll } from './recent-queries.ts'
import { type Worry, worriesOf } from './rules.ts'

/** How backups should be: how often, and which stores stand elsewhere. */
export interface Rules {
  everyHours: number
  stores: readonly { name: string; site: 'here' | 'away' }[]
}

export interface JudgedEnvironment {
  id: string
  key: string
  /** Newest first, the last thirty. */
  backups: Judged[]
  worries: Worry[]
}

/** Every open environment with its last backups and what asks for attention about them. */
export async function judgeAll(control: ControlDatabase, rules: Rules, now = new Date()): Promise<JudgedEnvironment[]> {
  const away = rules.stores.filter(({ site }) => site === 'away').map(({ name }) => name)
  const all = await recentOfAll(control, 30)
  return all.map((each) => ({ ...each, worries: worriesOf(each.backups, { everyHours: rules.everyHours, away, now }) }))
}
