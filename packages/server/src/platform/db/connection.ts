import { readFileSync } from 'node:fs'
import pg from 'pg'

/**
 * Where a PostgreSQL cluster answers: over TLS, its certificate checked against this authority, or by the socket in a folder of
 * this machine that only its owner can enter.
 */
export interface DatabaseAddress {
  /** A name, an address, or a folder with its socket. */
  host: string
  port: number
  /** PEM file of the authority that signed the server's certificate; absent: the system's authorities. */
  caFile: string | undefined
}

export interface DatabaseLogin {
  user: string
  password: string
  database: string
}

pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number)
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)

export function clientOptions(address: DatabaseAddress, login: DatabaseLogin): pg.ClientConfig {
  const ca = address.caFile ? readFileSync(address.caFile, 'utf8') : undefined
  const tls = { ...(ca ? { ca } : {}), minVersion: 'TLSv1.2' as const }
  return {
    host: address.host,
    port: address.port,
    ...login,
    ssl: address.host.startsWith('/') ? false : tls,
    application_name: 'hoede',
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 30_000,
    connectionTimeoutMillis: 10_000,
  }
}

/** One connection for administration (create, migrate, seed); the caller ends it. */
export async function connect(address: DatabaseAddress, login: DatabaseLogin): Promise<pg.Client> {
  const client = new pg.Client({
    ...clientOptions(address, login),
    statement_timeout: 0,
    idle_in_transaction_session_timeout: 0,
  })
  // A server that stops while this connection is idle: the next question fails with it; without a listener the process would end.
  client.on('error', () => undefined)
  await client.connect()
  return client
}

/** A name or text as it can stand in SQL that takes no parameters (create role, create database). */
export const quoteName = (name: string) => pg.escapeIdentifier(name)
export const quoteText = (text: string) => pg.escapeLiteral(text)

/** The SQLSTATE of a database error, or undefined for any other. */
export function sqlState(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined
}

export type { Client } from 'pg'
