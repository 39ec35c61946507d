import { type Ground, type Permission, type ScopeName, startingRoles } from '@hoede/contract'
import { newId } from '../../platform/crypto/ids.ts'
import type { Reader } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'

interface GroundRow {
  grantId: string
  role: string
  scope: ScopeName
  unit: string | null
  until: Date | null
}

/** The grant that opened a door, in words for the person who looks: "Je ziet dit omdat je …". */
export async function groundInWords(reader: Reader, grantId: string): Promise<Ground> {
  const [row] = await reader.rows<GroundRow>(
    `select g.id as "grantId", r.name as role, g.scope, u.name as unit, g.valid_until as until
     from access_grant g join role r on r.id = g.role_id left join unit u on u.id = g.unit_id where g.id = $1`,
    [grantId],
  )
  if (!row) throw new Problem('not-found')
  return { ...row, until: row.until?.toISOString() ?? null, text: words(row) }
}

function words(row: GroundRow): string {
  const role = row.role.toLowerCase()
  const where = {
    organisation: 'voor de hele organisatie',
    unit: `voor ${row.unit}`,
    'own-teams': 'voor je eigen team',
    'own-clients': 'en deze cliënt een eigen cliënt van je is',
    client: 'voor deze cliënt',
  }[row.scope]
  return `Je ziet dit omdat je ${role} bent ${where}.`
}

/** The permissions that the asker has for one client, by the same decision that guards every request. */
export async function mayFor(reader: Reader, clientId: string): Promise<Permission[]> {
  const rows = await reader.rows<{ permission: Permission }>('select access.permissions_for($1) as permission', [
    clientId,
  ])
  return rows.map((row) => row.permission)
}

type Run = (sql: string, values: unknown[]) => Promise<unknown>

/** Gives a new environment the roles to start with. */
export async function insertStartingRoles(run: Run): Promise<void> {
  for (const role of startingRoles) {
    await run(
      'insert into role (id, key, name, description, permissions) values ($1, $2, $3, $4, $5) on conflict (key) do nothing',
      [newId(), role.key, role.name, role.description, role.permissions],
    )
  }
}
