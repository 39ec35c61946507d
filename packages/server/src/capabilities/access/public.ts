import { type Ground, type Permission, startingRoles } from '@hoede/contract'
import { newId } from '../../platform/crypto/ids.ts'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import * as queries from './queries.ts'
import { type GrantWords, grantInWords, groundText } from './rules.ts'

export { keepingAManager } from './managers.ts'
export { type GroundRow, groundColumn, isConfirmed } from './queries.ts'
export { changeRole, createRole, listRoles } from './roles.ts'
export { type GrantWords, grantInWords }

/** A ground in words for the person who looks: "Je ziet dit omdat je …", for "own teams" with the team that the client is in. */
export function groundInWords(ground: queries.GroundRow, place: GrantWords['unit']): Ground {
  const unit = ground.scope === 'own-teams' ? place : ground.unit
  const until = ground.until === null ? null : new Date(ground.until)
  return {
    grantId: ground.grantId,
    role: ground.role,
    scope: ground.scope,
    unit: unit?.name ?? null,
    until: until?.toISOString() ?? null,
    emergency: ground.emergency,
    text: groundText({ ...ground, unit, until }),
  }
}

/**
 * The permissions that the asker has for one client, by the same decision that guards every request. One query, and free where
 * the request is about this client: access.enter() decided it already.
 */
export async function mayFor(reader: Reader, clientId: string): Promise<Permission[]> {
  return (await queries.permissionsFor(reader, clientId)) as Permission[]
}

/** The permissions that a person has anywhere: what the applications offer. Never a decision about a record. */
export async function permissionsOf(reader: Reader, personId: string): Promise<Permission[]> {
  return (await queries.permissionsOf(reader, personId)) as Permission[]
}

/**
 * Gives a role for the whole organisation on the operator's behalf: to the first application manager, as nobody in the environment
 * can yet. Throws Problem role-unknown.
 */
export async function giveFirstRole(tx: Transaction, personId: string, roleKey: string): Promise<void> {
  if (!(await queries.insertOperatorGrant(tx, newId(), personId, roleKey))) throw new Problem('role-unknown')
}

type Run = (sql: string, values: unknown[]) => Promise<unknown>

/** Gives a new environment the roles to start with; those whose key exists are left alone. */
export async function insertStartingRoles(run: Run): Promise<void> {
  for (const role of startingRoles) {
    await run(
      `insert into role (id, key, name, description, permissions) values ($1, $2, $3, $4, $5)
       on conflict (key) do nothing`,
      [newId(), role.key, role.name, role.description, role.permissions],
    )
  }
}
