import pg from 'pg'
import { type LoadResult, summary } from './load.ts'

/** What the database itself does: one statement over and over, on a number of connections, without a web server around it. */
export async function measureStatement(
  database: pg.PoolConfig,
  connections: number,
  seconds: number,
  statement: { name: string; text: string; values: () => unknown[] },
): Promise<LoadResult> {
  const pool = new pg.Pool({ ...database, max: connections })
  const durations: number[] = []
  let until = performance.now() + 500
  const worker = async (counting: boolean) => {
    while (performance.now() < until) {
      const start = performance.now()
      await pool.query({ name: statement.name, text: statement.text, values: statement.values() })
      if (counting) durations.push(performance.now() - start)
    }
  }
  const everybody = (counting: boolean) => Promise.all(Array.from({ length: connections }, () => worker(counting)))
  await everybody(false)
  until = performance.now() + seconds * 1000
  const start = performance.now()
  await everybody(true)
  const elapsed = (performance.now() - start) / 1000
  await pool.end()
  return summary(durations, elapsed, 0)
}
