import { describe, expect, it } from 'vitest'
import { startTestHoede } from '../../../../test/support/hoede.ts'
import { people, units } from '../../../../test/support/organisation.ts'
import { newId } from '../../../platform/crypto/ids.ts'
import { hashToken, newToken } from '../../../platform/crypto/tokens.ts'

describe('what the sign-in page offers', async () => {
  const hoede = await startTestHoede()
  const database = await hoede.database()
  const ways = async (visitor = hoede.visitor()) => (await visitor.get('/api/sign-in/ways')).body

  it('is what is switched on', async () => {
    expect(await ways()).toEqual({ password: true, passkey: true, providers: [], sharedComputer: null })
    const provider = newId()
    await database.query(
      `insert into identity_provider (id, name, preset, issuer, oidc_client_id, client_authentication, mapping, request, state)
       values (gen_random_uuid(), 'Nog niet', 'okta', 'https://a.example', 'a', 'client_secret_basic', '{}', '{}', 'draft'),
         ($1, 'De Linde', 'entra-v2', 'https://b.example', 'b', 'client_secret_basic', '{}', '{}', 'on')`,
      [provider],
    )
    expect((await ways()).providers).toEqual([{ id: provider, name: 'De Linde' }])
    await database.query(`update setting set value = '["passkey"]' where key = 'sign-in-ways'`)
    expect(await ways()).toMatchObject({ password: false, passkey: true, providers: [] })
  })

  it('names on a shared computer who can come back to it, and nobody elsewhere', async () => {
    const [device, token] = [newId(), newToken()]
    await database.query(
      `insert into device (id, token_hash, name, unit_id, marked_by) values ($1, $2, 'Teampost Berkenhof', $3, $4)`,
      [device, hashToken(token), units.berkenhof2, people.karin],
    )
    const reentry = (personId: string, until: string, ended: string | null = null) =>
      database.query(
        `insert into reentry (device_id, person_id, pin_hash, valid_until, ended_at)
         values ($1, $2, 'x', now() + $3::interval, now() + $4::interval)`,
        [device, personId, until, ended],
      )
    await reentry(people.sanne, '8 hours')
    await reentry(people.joris, '-1 minute')
    await reentry(people.peter, '8 hours', '-1 minute')
    const there = hoede.visitor()
    there.cookies['__Host-hoede-computer'] = token
    expect((await ways(there)).sharedComputer).toEqual({
      name: 'Teampost Berkenhof',
      people: [{ id: people.sanne, name: 'Sanne de Wit' }],
    })
    expect((await ways()).sharedComputer).toBeNull()
    const elsewhere = hoede.visitor('horizon')
    elsewhere.cookies['__Host-hoede-computer'] = token
    expect((await ways(elsewhere)).sharedComputer).toBeNull()
    await database.query('update device set withdrawn_at = now() where id = $1', [device])
    expect((await ways(there)).sharedComputer).toBeNull()
  })
})
