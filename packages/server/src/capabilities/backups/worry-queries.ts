import type { ControlDatabase } from '../environments/public.ts'
import type { Worry } from './rules.ts'

export interface ToldWorry {
  environmentId: string
  environment: string
  worry: Worry
  since: Date
  over: boolean
}

/** Keeps what asks for attention now; what no longer does is over, and what came back before anybody was told goes on. */
export async function keepWorries(
  db: ControlDatabase,
  now: readonly { environmentId: string; worry: Worry }[],
): Promise<void> {
  const [environments, worries] = [now.map((each) => each.environmentId), now.map((each) => each.worry)]
  await db.query(
    `with now as (select * from unnest($1::uuid[], $2::text[]) as n (environment_id, worry)), begun as (
       insert into backup_worry (environment_id, worry) select environment_id, worry from now
       on conflict (environment_id, worry) do update set over_at = null where backup_worry.over_at is not null)
     update backup_worry w set over_at = now()
     where over_at is null and not exists (select from now n where n.environment_id = w.environment_id and n.worry = w.worry)`,
    [environments, worries],
  )
  await db.query('delete from backup_worry where over_at is not null and told_at is null')
}

/** What somebody has yet to be told: what has lasted for so many minutes, and what is over. */
export async function untoldWorries(db: ControlDatabase, minutes: number): Promise<ToldWorry[]> {
  const { rows } = await db.query(
    `select w.environment_id as "environmentId", e.key as environment, w.worry, w.since, w.over_at is not null as over
     from backup_worry w join environment e on e.id = w.environment_id
     where (w.told_at is null and w.since <= now() - make_interval(mins => $1)) or w.over_at is not null
     order by e.key, w.since, w.worry`,
    [minutes],
  )
  return rows as ToldWorry[]
}

/** These were told: what is over goes, unless it came back meanwhile. */
export async function settleWorries(db: ControlDatabase, told: readonly ToldWorry[]): Promise<void> {
  for (const { environmentId, worry, over } of told)
    await db.query(
      over
        ? 'delete from backup_worry where environment_id = $1 and worry = $2 and over_at is not null'
        : 'update backup_worry set told_at = now() where environment_id = $1 and worry = $2',
      [environmentId, worry],
    )
}
