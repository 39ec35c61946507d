import { describe, expect, it } from 'vitest'
import { type Answer, startTestHoede } from '../../../test/support/hoede.ts'
import { people } from '../../../test/support/organisation.ts'
import { newId } from '../../platform/crypto/ids.ts'

/** Two people at the same moment, each on a connection of their own, held at the row that both want until both are there. */
describe('four eyes, two at once', async () => {
  const hoede = await startTestHoede()
  const database = await hoede.database()
  const holder = await hoede.database()
  // A second privacy officer: approves, and makes no roles. And a second application manager, who makes roles.
  for (const [person, role] of [
    [people.peter, 'functionaris-gegevensbescherming'],
    [people.maaike, 'applicatiebeheerder'],
  ])
    await database.query(
      `insert into access_grant (id, person_id, role_id, scope, valid_from, source)
       select $1, $2, id, 'organisation', now() - interval '1 hour', 'operator' from role where key = $3`,
      [newId(), person, role],
    )
  await database.query(`insert into setting (key, value) values ('role-change-approval', '1')
    on conflict (key) do update set value = '1'`)
  const [karin, fatima, peter, maaike] = await Promise.all([
    hoede.as('karin'),
    hoede.as('fatima'),
    hoede.as('peter'),
    hoede.as('maaike'),
  ])
  const find = async (key: string) =>
    (await database.query('select id, version, permissions from role where key = $1', [key])).rows[0] as {
      id: string
      version: number
      permissions: string[]
    }
  const propose = async (id: string, content: object) => {
    const { status, body } = await karin.post(`/api/roles/${id}/proposals`, content)
    expect(status).toBe(201)
    return body.id as string
  }
  const outcomes = (answers: readonly Answer[]) =>
    answers.map(({ status, body }) => `${status} ${body.code ?? body.decision ?? 'made'}`).sort()

  /** Holds a row, starts both, and lets go once both wait for it (or for each other). */
  async function atOnce(table: 'role' | 'role_proposal', id: string, both: () => Promise<Answer>[]): Promise<Answer[]> {
    await holder.query('begin')
    await holder.query(`select 1 from ${table} where id = $1 for update`, [id])
    const answers = both()
    try {
      await expect
        .poll(
          async () => {
            const { rows } = await database.query(
              `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
            )
            return rows[0].n
          },
          { timeout: 20_000, interval: 20 },
        )
        .toBe(2)
    } finally {
      await holder.query('commit')
    }
    return Promise.all(answers)
  }
  const decided = async (id: string) => {
    const { rows } = await database.query('select decision, version from role_proposal where id = $1', [id])
    const log = await database.query(
      `select count(*)::int as n from audit_event where event = 'role.decide' and outcome = 'success' and detail ->> 'proposal' = $1::text`,
      [id],
    )
    return { ...rows[0], logged: log.rows[0].n }
  }

  it('two who approve one proposal: one of them did, and the role changed once', async () => {
    const { id, version, permissions } = await find('verzorgende')
    const proposal = await propose(id, { version, permissions: [...permissions, 'bsn:read'] })
    const answers = await atOnce('role_proposal', proposal, () =>
      [fatima, peter].map((each) => each.post(`/api/role-proposals/${proposal}`, { decision: 'approved' })),
    )
    expect(outcomes(answers)).toEqual(['200 approved', '409 proposal-decided'])
    expect(await decided(proposal)).toEqual({ decision: 'approved', version: 2, logged: 1 })
    const now = await find('verzorgende')
    expect([now.version, now.permissions.toSorted()]).toEqual([version + 1, [...permissions, 'bsn:read'].toSorted()])
  })

  it('one who approves while another refuses: one of both, never half of each', async () => {
    const before = await find('behandelaar')
    const proposal = await propose(before.id, { version: before.version, permissions: before.permissions.slice(1) })
    const answers = await atOnce('role_proposal', proposal, () => [
      fatima.post(`/api/role-proposals/${proposal}`, { decision: 'approved' }),
      peter.post(`/api/role-proposals/${proposal}`, { decision: 'refused' }),
    ])
    const { decision, logged } = await decided(proposal)
    expect(outcomes(answers)).toEqual([`200 ${decision}`, '409 proposal-decided'])
    expect(logged).toBe(1)
    const changed = decision === 'approved'
    expect((await find('behandelaar')).version).toBe(before.version + (changed ? 1 : 0))
  })

  it('one who approves while it is taken back: one of both', async () => {
    const before = await find('verpleegkundige')
    const proposal = await propose(before.id, { version: before.version, permissions: before.permissions.slice(1) })
    // It is in use, or nobody would have to approve.
    const answers = await atOnce('role_proposal', proposal, () => [
      fatima.post(`/api/role-proposals/${proposal}`, { decision: 'approved' }),
      karin.post(`/api/role-proposals/${proposal}/withdraw`, {}),
    ])
    const { decision } = await decided(proposal)
    expect(outcomes(answers)).toEqual([`200 ${decision}`, '409 proposal-decided'])
    expect((await find('verpleegkundige')).version).toBe(before.version + (decision === 'approved' ? 1 : 0))
  })

  it('two proposals for the same version, approved at once: one changes the role, the other waits on', async () => {
    const { id, version, permissions } = await find('teamleider')
    const [less, least] = [permissions.slice(1), permissions.slice(2)]
    const [one, other] = [
      await propose(id, { version, permissions: less }),
      await propose(id, { version, permissions: least }),
    ]
    const answers = await atOnce('role', id, () => [
      fatima.post(`/api/role-proposals/${one}`, { decision: 'approved' }),
      // Peter leads a team himself: he does not decide about his own role.
      maaike.post(`/api/role-proposals/${other}`, { decision: 'approved' }),
    ])
    expect(outcomes(answers)).toEqual(['200 approved', '409 conflict'])
    const first = answers[0]!.status === 200
    const now = await find('teamleider')
    expect([now.version, now.permissions.toSorted()]).toEqual([version + 1, (first ? less : least).toSorted()])
    expect((await decided(first ? other : one)).decision).toBeNull()
  })

  it('two who propose the same change at once: each their own, and one id is of one person', async () => {
    const { id, version, permissions } = await find('planner')
    const change = { version, permissions: permissions.slice(1) }
    const same = newId()
    const answers = await atOnce('role', id, () =>
      [karin, maaike].map((each) => each.post(`/api/roles/${id}/proposals`, { id: same, ...change })),
    )
    expect(outcomes(answers)).toEqual(['201 made', '409 already-exists'])
    const { rows } = await database.query('select count(*)::int as n from role_proposal where role_id = $1', [id])
    expect(rows[0].n).toBe(1)
    expect(await find('planner')).toMatchObject({ version, permissions })
  })
})
