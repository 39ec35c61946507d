import { newId } from '../platform/crypto/ids.ts'
import type { Transaction } from '../platform/db/transaction.ts'

/**
 * What a directory would have brought: the group "Flexpool" with everybody of the flex pool, which brings the role of carer during a
 * shift, and a function that brings it as well.
 */
export async function addDirectory(tx: Transaction): Promise<void> {
  const group = newId()
  const [manager] = await tx.rows<{ id: string }>(
    `select id from person where function = 'applicatiebeheerder' and employed_until is null order by employed_from, id limit 1`,
  )
  if (!manager) return
  await tx.rows(
    `insert into directory_group (id, display_name, external_id) values ($1, 'Flexpool', '7b2b6f0e-6f7e-4a55-9d0e-flexpool')`,
    [group],
  )
  await tx.rows(
    `insert into directory_member (group_id, person_id)
     select $1, id from person where function like '%(flexpool)' and (employed_until is null or employed_until > now())`,
    [group],
  )
  const rule = `insert into role_rule (id, function, group_id, role_id, scope, created_by)
    select $1, $2, $3, r.id, 'roster', $4 from role r where r.key = 'verzorgende'`
  await tx.rows(rule, [newId(), null, group, manager.id])
  await tx.rows(rule, [newId(), 'leerling verzorgende IG', null, manager.id])
}
