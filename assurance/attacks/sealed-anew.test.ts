import { expect, it } from 'vitest'
import { startTestHoede } from '../../packages/server/test/support/hoede.ts'
import { clients } from '../../packages/server/test/support/organisation.ts'

/** The way past versions and history that sealing anew has, tried by who has the login of the requests. */
const hoede = await startTestHoede()
const attempt = async (sql: string, values: unknown[] = []): Promise<string> => {
  const login = await hoede.loginRole()
  await login.query('begin')
  try {
    await login.query("select set_config('hoede.resealing', 'yes', true), set_config('hoede.audited', 'yes', true)")
    return String((await login.query(sql, values)).rowCount)
  } catch (error) {
    return (error as { code: string }).code
  } finally {
    await login.query('rollback')
  }
}

it('none of its functions is for requests', async () => {
  for (const call of [
    "access.sealed_rows('client', '{bsn_sealed}', 0, 9, 2)",
    "access.reseal('client', '{bsn_sealed}', '{(0,1)}', '{null}', '{null}')",
    'access.sealed_history(0, 9, 2)',
    "access.reseal_history('[]')",
    "access.sealed_count('client', '{bsn_sealed}')",
  ])
    expect(await attempt(`select * from ${call}`), call).toBe('42501')
})

it('its mark, set by somebody else, changes nothing without a new version', async () => {
  const database = await hoede.database()
  await database.query('set session_replication_role = origin')
  const sanne = await hoede.as('sanne')
  await sanne.post(`/api/clients/${clients.vanPutten}/reports`, { kind: 'daily', text: 'Eerst.', important: false })
  // Row security shows the login nothing here, so its owner tries with the very same mark under that login.
  const { roleName } = hoede.environment()
  await database.query('begin')
  await database.query(`set local session authorization "${roleName}"`)
  await database.query("select set_config('hoede.resealing', 'yes', true)")
  const { rows } = await database.query('select current_user as me')
  expect(rows[0].me).toBe(roleName)
  await expect(
    database.query("select access.reseal('report', '{text_sealed}', '{(0,1)}', '{null}', '{null}')"),
  ).rejects.toMatchObject({ code: '42501' })
  await database.query('rollback')
})

it('who may seal anew puts nothing else in its place, nor another length, nor another column', async () => {
  const { id } = hoede.environment()
  const ask = (sql: string, values: unknown[] = []) =>
    hoede.sealing
      .transact(id, (tx) => tx.rows(sql, values))
      .then(
        () => 'done',
        (error: { code: string }) => error.code,
      )
  expect(await ask("select * from access.sealed_rows('client', '{own_name}', 0, 9, 2)")).toBe('42501')
  expect(await ask("select * from access.sealed_rows('session', '{token_hash}', 0, 9, 2)")).toBe('42501')
  expect(await ask("select access.reseal('session', '{token_hash}', '{}', '{}', '{}')")).toBe('42501')
  expect(
    await ask(
      "select access.reseal('client', '{bsn_sealed}', '{(0,1)}', array['\\x0102'::bytea], array['\\x01'::bytea])",
    ),
  ).toBe('42501')
  expect(
    await ask('select access.reseal_history($1)', [
      JSON.stringify([{ place: '(0,1)', old: { own_name: 'A' }, new: { own_name: 'B' } }]),
    ]),
  ).toBe('42501')
  expect(await ask('select * from client')).toBe('42501')
  expect(
    await ask(
      "insert into audit_event (id, event, action, outcome, part) values (gen_random_uuid(), 'client.read', 'R', 'success', 'x')",
    ),
  ).toBe('42501')
})
