import type { ControlDatabase } from '../environments/public.ts'
import type { BackupRow, CopyState, ProofState } from './queries.ts'

/** A backup as far as it is judged. */
export type Judged = Pick<BackupRow, 'state' | 'startedAt' | 'endedAt' | 'bytes' | 'rows' | 'copies' | 'proof'>

interface RecentOf {
  id: string
  key: string
  backups: Judged[]
}

/** Times are texts: they come through a JSON aggregate. */
type Aggregated = Omit<Judged, 'startedAt' | 'endedAt'> & { startedAt: string | null; endedAt: string | null }

/** The last backups of every open environment, newest first. */
export async function recentOfAll(control: ControlDatabase, most: number): Promise<RecentOf[]> {
  const { rows } = await control.query(
    `select e.id, e.key, (select coalesce(json_agg(json_build_object('state', b.state, 'startedAt', b.started_at,
         'endedAt', b.ended_at, 'bytes', b.bytes, 'rows', b.rows, 'copies', b.copies, 'proof', b.proof)), '[]')
       from (select b.state, b.started_at, b.ended_at, b.bytes, b.rows,
           (select coalesce(json_agg(json_build_object('store', c.store, 'state', c.state, 'keptAt', c.kept_at,
             'problem', c.problem) order by c.store), '[]') from backup_copy c where c.backup_id = b.id) as copies,
           (select json_build_object('startedAt', p.started_at, 'endedAt', p.ended_at, 'outcome', p.outcome,
             'differences', p.differences, 'problem', p.problem)
             from backup_proof p where p.backup_id = b.id order by p.ended_at desc limit 1) as proof
         from backup b where b.environment_id = e.id order by b.started_at desc nulls first limit $1) b) as backups
     from environment e where e.state = 'open' order by e.key`,
    [most],
  )
  const moment = (text: string | null) => (text === null ? null : new Date(text))
  return (rows as { id: string; key: string; backups: Aggregated[] }[]).map(({ id, key, backups }) => ({
    id,
    key,
    backups: backups.map((each): Judged => {
      const { copies, proof } = each as { copies: CopyState[]; proof: ProofState | null }
      return { ...each, copies, proof, startedAt: moment(each.startedAt), endedAt: moment(each.endedAt) }
    }),
  }))
}
