import pg from 'pg'
import { clientOptions, type DatabaseAddress, type DatabaseLogin } from './connection.ts'

/** The server's own connections to the control database. */
export function controlPool(address: DatabaseAddress, login: DatabaseLogin): pg.Pool {
  const pool = new pg.Pool({
    ...clientOptions(address, login),
    max: 4,
    idleTimeoutMillis: 60_000,
    allowExitOnIdle: true,
  })
  // A connection that breaks is made anew by the pool; without somebody listening it would end the process.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

export type ControlPool = pg.Pool
