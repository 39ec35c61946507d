import { problems, type Role, type RoleModel, type RoleModelPreview } from '@hoede/contract'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import { isStorable } from '../../platform/http/input-checks.ts'
import { Problem } from '../../platform/http/problem.ts'
import { changeRole, createRole, listRoles } from '../access/public.ts'
import { asYaml, modelOf, planOf, readModel, type WrongPlace } from './rules.ts'

/** All roles as a file that a customer keeps in its own version control, or moves from test to production. */
export async function exportModel(reader: Reader): Promise<{ model: RoleModel; yaml: string }> {
  const model = modelOf((await listRoles(reader)).items)
  return { model, yaml: asYaml(model) }
}

/** What a file would do. Throws Problem invalid-input when it is not a role model. */
export async function previewModel(reader: Reader, content: string): Promise<RoleModelPreview> {
  return planOf((await listRoles(reader)).items, modelIn(content))
}

/**
 * Reads a file in: all of it or nothing. New roles are made and others changed, by the same rules as one by one; none is removed.
 * The editor is undefined for the operator. Throws Problem role-model-wrong with every role that is refused,
 * and what making or changing a role throws, with the role that it is about.
 */
export async function importModel(
  tx: Transaction,
  editorId: string | undefined,
  content: string,
): Promise<RoleModelPreview> {
  const model = modelIn(content)
  const { items: now } = await listRoles(tx)
  const plan = planOf(now, model)
  const refused = plan.items.filter(({ outcome }) => outcome === 'wrong')
  if (refused.length > 0) throw wrong(refused.map(({ key, reason }) => ({ path: key, message: reason ?? '' })))
  const changes = new Set(plan.items.filter(({ outcome }) => outcome === 'changed').map(({ key }) => key))
  const additions = new Set(plan.items.filter(({ outcome }) => outcome === 'new').map(({ key }) => key))
  for (const wanted of model.roles) {
    const { key, name, description, permissions } = wanted
    if (additions.has(key)) await naming(key, createRole(tx, wanted))
    if (!changes.has(key)) continue
    const { id, version } = now.find((role) => role.key === key) as Role
    await naming(key, changeRole(tx, editorId, id, { version, name, description, permissions }))
  }
  return plan
}

function modelIn(content: string): RoleModel {
  const read = readModel(content)
  if ('wrong' in read) throw wrong(read.wrong)
  const unstorable = read.model.roles.filter((role) => !isStorable(role))
  if (unstorable.length > 0)
    throw wrong(
      unstorable.map(({ key }) => ({ path: key, message: 'Hier staat een teken dat niet kan worden bewaard.' })),
    )
  return read.model
}

const wrong = (fields: WrongPlace[]) => new Problem('role-model-wrong', { fields })

/** A refusal says of one role what is wrong; here it must say of which. */
async function naming(key: string, work: Promise<unknown>): Promise<void> {
  try {
    await work
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const message = error.extra.detail ?? problems[error.code].title
    throw new Problem(error.code, { ...error.extra, fields: [{ path: key, message }] })
  }
}

/** What the log keeps of it: which roles, and what they gained and lost. */
export const planForLog = ({ items, totals }: RoleModelPreview) => ({
  ...totals,
  roles: items
    .filter(({ outcome }) => outcome === 'new' || outcome === 'changed')
    .map(({ key, outcome, added, removed }) => ({ key, outcome, added, removed })),
})
