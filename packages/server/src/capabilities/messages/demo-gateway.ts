import { newId } from '../../platform/crypto/ids.ts'
import type { Client } from '../../platform/db/connection.ts'

/**
 * Gives a demo environment that has no gateway yet the one of the demo: its messages arrive on https://telefoon.localhost. By the
 * operator, at a start; never in an environment that is not a demo.
 */
export async function ensureDemoGateway(client: Client, supplier: string): Promise<void> {
  await client.query('begin')
  try {
    const { rows } = await client.query<{ id: string }>(
      `insert into gateway (id, kind, name, channels, position, sender)
       select $1, 'demo', 'Demo-telefoon', '{sms,voice,mail}', 1, 'Hoede' where not exists (select from gateway)
       returning id`,
      [newId()],
    )
    if (rows[0]) {
      await client.query(
        `insert into audit_event (id, event, action, outcome, supplier, part, object_id)
         values ($1, 'gateway.create', 'C', 'success', $2, 'setting', $3)`,
        [newId(), supplier, rows[0].id],
      )
    }
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}
