import { describe, expect, it } from 'vitest'
import { startTestHoede } from '../../../test/support/hoede.ts'
import { clients, people } from '../../../test/support/organisation.ts'
import { newId } from '../crypto/ids.ts'

/** A transaction that is one batch, without begin and commit: PostgreSQL must hold it together as any other. */
describe('a transaction in one round trip', async () => {
  const hoede = await startTestHoede()
  const database = await hoede.database()
  const { id } = hoede.environment()
  const { environments } = hoede
  const brake = (key: string) =>
    [
      'insert into sign_in_brake (key, failures, last_failure_at, blocked_until) values ($1, 1, now(), now())',
      [Buffer.from(key)],
    ] as const
  const kept = async (key: string) => {
    const { rows } = await database.query('select from sign_in_brake where key = $1', [Buffer.from(key)])
    return rows.length
  }

  it('keeps everything that was asked at once, and answers when it is kept', async () => {
    const answer = await environments.once(id, async (tx) => {
      const [, rows] = await Promise.all([tx.rows(...brake('one')), tx.rows<{ two: number }>('select 2 as two')])
      return rows[0]?.two
    })
    expect([answer, await kept('one')]).toEqual([2, 1])
  })

  it('keeps what was asked and not waited for', async () => {
    await environments.once(id, async (tx) => {
      tx.rows(...brake('not waited for')).catch(() => undefined)
    })
    expect(await kept('not waited for')).toBe(1)
  })

  it('undoes everything when one statement fails, before it or behind it', async () => {
    for (const order of [0, 1]) {
      const asked = environments.once(id, async (tx) => {
        const statements = [tx.rows(...brake(`undone ${order}`)), tx.rows('select 1 / $1::int', [0])]
        if (order) statements.reverse()
        await Promise.all(statements)
      })
      await expect(asked).rejects.toMatchObject({ code: '22012' })
      expect(await kept(`undone ${order}`)).toBe(0)
    }
  })

  it('fails when only its commit fails, whatever the callback answered', async () => {
    const code = newId()
    let answered = false
    const asked = environments.once(id, async (tx) => {
      const [row] = await tx.rows<{ id: string }>(
        `insert into recovery_code (id, person_id, code_hash) values ($1, $2, 'x') returning id`,
        [code, people.sanne],
      )
      answered = row?.id === code
      return row
    })
    // A write without its row in the log: the deferred trigger speaks at the commit.
    await expect(asked).rejects.toMatchObject({ code: 'HO500' })
    expect(answered).toBe(true)
    const { rows } = await database.query('select from recovery_code where id = $1', [code])
    expect(rows).toHaveLength(0)
  })

  it('holds the context of row security for its length, and not longer', async () => {
    const seen = await environments.once(id, async (tx) => {
      const [, within] = await Promise.all([
        tx.rows(`select set_config('hoede.person', $1, true)`, [people.sanne]),
        tx.rows<{ person: string; clients: number }>(
          'select access.person() as person, (select count(*)::int from client where id = $1) as clients',
          [clients.vanPutten],
        ),
      ])
      return within[0]
    })
    expect(seen).toEqual({ person: people.sanne, clients: 1 })
    for (const way of ['once', 'transact'] as const) {
      const [after] = await environments[way](id, (tx) =>
        tx.rows('select access.person() as person, (select count(*)::int from client) as clients'),
      )
      expect(after).toEqual({ person: null, clients: 0 })
    }
  })

  it('refuses what is asked when it was sent already', async () => {
    const asked = environments.once(id, async (tx) => {
      await tx.rows(...brake('in time'))
      await tx.rows(...brake('too late'))
    })
    await expect(asked).rejects.toThrow('the commit was sent already')
    expect([await kept('in time'), await kept('too late')]).toEqual([1, 0])
  })

  it('answers when nothing was asked', async () => {
    expect(await environments.once(id, async () => 'nothing')).toBe('nothing')
    expect((await environments.transact(id, (tx) => tx.rows('select 1 as one')))[0]).toEqual({ one: 1 })
  })

  it('asks values at the moment of sending, and sends nothing when they cannot be said', async () => {
    let value = 'too early'
    const rows = await environments.once(id, (tx) => {
      const asked = tx.rows('select $1 as value', () => [value])
      value = 'in time'
      return asked
    })
    expect(rows).toEqual([{ value: 'in time' }])
    const unsaid = environments.once(id, async (tx) => {
      const failing = () => {
        throw new Error('no value')
      }
      await Promise.all([tx.rows(...brake('unsaid')), tx.rows('select $1', failing)])
    })
    await expect(unsaid).rejects.toThrow('no value')
    expect(await kept('unsaid')).toBe(0)
    expect((await environments.once(id, (tx) => tx.rows('select 1 as one')))[0]).toEqual({ one: 1 })
  })
})
