import { type Client, quoteName, quoteText } from '../../platform/db/connection.ts'

/** An environment as it was at a moment, in a database of its own beside the one that is worked in. Closed: only an administrator comes in. */
export interface Beside {
  database: string
  environment: string
  moment: Date
  made: Date
  /** False: it is being filled, or was when somebody stopped. */
  whole: boolean
}

interface Note {
  hoede: 'moment'
  environment: string
  moment: string
  made: string
  whole: boolean
}

const prefix = 'moment_'

/** 63 bytes at most: a key has up to 41. */
export const besideName = (environment: string, moment: Date) =>
  `${prefix}${environment.replaceAll('-', '_')}_${moment.toISOString().replaceAll(/\D/g, '').slice(0, 14)}`

/** All of them in this cluster: what a database is stands in its comment. */
export async function listBeside(client: Client): Promise<Beside[]> {
  const { rows } = await client.query<{ database: string; note: string | null }>(
    `select datname as database, shobj_description(oid, 'pg_database') as note from pg_database
     where starts_with(datname, $1) order by datname`,
    [prefix],
  )
  return rows.flatMap(({ database, note }) => {
    const read = readNote(note)
    return read ? [{ ...read, database, moment: new Date(read.moment), made: new Date(read.made) }] : []
  })
}

function readNote(text: string | null): Note | undefined {
  try {
    const note = JSON.parse(text ?? '') as Partial<Note> | null
    return note?.hoede === 'moment' ? (note as Note) : undefined
  } catch {
    return undefined
  }
}

/** Makes the empty database, of the environment's owner; no role of the environment may come in. */
export async function createBeside(
  client: Client,
  beside: Omit<Beside, 'whole' | 'made'>,
  owner: string,
): Promise<void> {
  const name = quoteName(beside.database)
  await client.query(`create database ${name} owner ${quoteName(owner)} template template0`)
  await note(client, { ...beside, made: new Date(), whole: false })
  await client.query(`revoke all on database ${name} from public`)
  await client.query(`alter database ${name} with connection limit 0`)
}

export const finishBeside = (client: Client, beside: Omit<Beside, 'whole' | 'made'>) =>
  note(client, { ...beside, made: new Date(), whole: true })

export const dropBeside = (client: Client, database: string) =>
  client.query(`drop database if exists ${quoteName(database)} with (force)`)

/** It is no longer one of these: an environment can go on in it. */
export async function releaseBeside(client: Client, database: string): Promise<void> {
  await client.query(`alter database ${quoteName(database)} with connection limit -1`)
  await client.query(`comment on database ${quoteName(database)} is null`)
}

/** Removes those that were never filled to the end. Nobody may be restoring meanwhile. */
export async function clearUnfinished(client: Client): Promise<void> {
  for (const { database, whole } of await listBeside(client)) if (!whole) await dropBeside(client, database)
}

async function note(client: Client, { database, environment, moment, made, whole }: Beside): Promise<void> {
  const text: Note = { hoede: 'moment', environment, moment: moment.toISOString(), made: made.toISOString(), whole }
  await client.query(`comment on database ${quoteName(database)} is ${quoteText(JSON.stringify(text))}`)
}
