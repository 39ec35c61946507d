import { readVerifier } from '@hoede/verify'
import { verifyExport } from '@hoede/verify/export'
import { describe, expect, it } from 'vitest'
import { exportLog } from '../../packages/server/src/capabilities/log-proof/checking.ts'
import { noteLoaded } from '../../packages/server/src/capabilities/log-proof/notes.ts'
import { sealNext } from '../../packages/server/src/capabilities/log-proof/sealing.ts'
import type { Transaction } from '../../packages/server/src/platform/db/transaction.ts'
import { keysOf, startTestHoede } from '../../packages/server/test/support/hoede.ts'

/**
 * B-02, with the hands of the database's superuser, and for some with the log's key as well: each tampering is done in a transaction
 * of its own, looked at through an export as the operator makes it, and undone.
 */
const seed = 20_261_123
const tamperings = 200

function randomFrom(start: number) {
  let state = start
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

describe('the log, tampered with by who has the database in hand', async () => {
  const hoede = await startTestHoede()
  const environment = hoede.environment()
  const database = await hoede.database()
  const keys = await keysOf(environment)
  const quiet = { started: false, clockStep: undefined }
  let asked: Promise<unknown> = Promise.resolve()
  // One after the other: a client of pg takes no second question while it answers the first.
  const rows: Transaction['rows'] = (sql, values) => {
    const answer = asked.then(async () => (await database.query(sql, values as unknown[])).rows)
    asked = answer.catch(() => undefined)
    return answer
  }
  const tx = { rows, keys } as Transaction
  const seal = async () => {
    while ((await sealNext(tx, environment, quiet)).rows > 0);
  }
  const write = (count: number, values = "'client.read', 'R', 'success', 'client', gen_random_uuid()") =>
    database.query(
      `insert into audit_event (id, event, action, outcome, part, person_id) select gen_random_uuid(), ${values} from generate_series(1, ${count})`,
    )
  const kept: string[] = []
  const keep = async () =>
    kept.push((await rows<{ checkpoint: string }>('select checkpoint from audit_tree'))[0]!.checkpoint)
  const verify = async () => {
    const text = (await Array.fromAsync(exportLog(tx, 0))).join('')
    const [key] = await rows<{ verifier: string }>('select verifier from audit_tree_key order by generation')
    return { text, report: await look(text, key!.verifier) }
  }
  const first: { verifier?: string } = {}
  const look = (text: string, verifier: string) =>
    verifyExport(
      (async function* () {
        yield Buffer.from(text)
      })(),
      {
        keys: [readVerifier(first.verifier ?? verifier)],
        checkpoints: kept.map((note, at) => ({ name: `kept ${at}`, note })),
      },
    )

  // A log in which everything happened that is no tampering: before sealing began, in turns, late, undone, with a clock that stepped.
  await database.query('select ensure_audit_partitions($1::date, $1::date)', [
    new Date(Date.now() - 400 * 86_400_000).toISOString(),
  ])
  await database.query(
    `insert into audit_event (id, recorded_at, event, action, outcome, part) select gen_random_uuid(), now() - interval '400 days', 'test.old', 'R', 'success', 'log' from generate_series(1, 20)`,
  )
  await write(100)
  await seal()
  await keep()
  for (let turn = 0; turn < 5; turn += 1) {
    await write(60)
    await seal()
  }
  const slow = await hoede.database()
  await slow.query('begin')
  await slow.query(
    `insert into audit_event (id, event, action, outcome, part) values (gen_random_uuid(), 'test.late', 'R', 'success', 'log')`,
  )
  await write(40)
  await seal()
  await keep()
  await slow.query('commit')
  await database.query('begin')
  await write(7)
  await database.query('rollback')
  await write(60)
  await seal()
  await write(30)
  // What was undone is said a minute later.
  await database.query(`update audit_tree set abandoned_since = now() - interval '2 minutes'`)
  await sealNext(tx, environment, { started: true, clockStep: -3600 })
  await seal()
  await keep()
  // Rows from another system, with times of their own.
  const before = (await rows<{ last: number }>('select last_value::int as last from audit_number'))[0]!.last
  await database.query(
    `insert into audit_event (id, recorded_at, event, action, outcome, part) select gen_random_uuid(), now() - make_interval(days => i), 'test.loaded', 'R', 'success', 'log' from generate_series(1, 30) i`,
  )
  await noteLoaded(tx, before)
  await seal()
  await write(80)
  await seal()
  first.verifier = (await rows<{ verifier: string }>('select verifier from audit_tree_key'))[0]!.verifier

  const numbers = (await rows<{ number: number }>('select number from audit_event order by number')).map(
    ({ number }) => number,
  )
  const begun = 121
  const later = numbers.filter((number) => number > begun)
  const gaps = Array.from({ length: numbers.at(-1)! }, (_, n) => n + 1).filter((number) => !numbers.includes(number))

  it('is found whole as it is', async () => {
    const { report } = await verify()
    expect(report.findings).toEqual([])
    expect(report.outcome).toBe('whole')
    expect(gaps).toHaveLength(7)
  })

  const random = randomFrom(seed)
  const any = (from: readonly number[] = numbers) => from[random(from.length)]!
  const fields = [
    `part = 'measurement'`,
    `outcome = 'refused'`,
    `person_id = gen_random_uuid()`,
    `client_id = gen_random_uuid()`,
    `recorded_at = recorded_at + interval '1 microsecond'`,
    `question = 'niets'`,
    `detail = '{"a": 1}'`,
    `address = '10.9.9.9'`,
    `shown = array[gen_random_uuid()]`,
    `supplier = 'niemand'`,
  ]
  const insert = (columns: string, values: string) =>
    database.query(
      `insert into audit_event (id, event, action, outcome, part, ${columns}) values (gen_random_uuid(), 'client.read', 'R', 'success', 'client', ${values})`,
    )
  /** Makes the whole tree anew from the rows, and signs it with the true key: what only who keeps a checkpoint can see. */
  const resign = async () => {
    await database.query('truncate audit_tile, audit_edge, audit_checkpoint')
    await database.query(
      `update audit_tree set size = 0, highest = 0, pending = '[]', abandoned = '[]', abandoned_since = null`,
    )
    await seal()
  }
  const kinds: Record<string, { does: () => Promise<unknown>; found: string[] }> = {
    'a field of a row changed': {
      does: () => database.query(`update audit_event set ${fields[random(fields.length)]} where number = $1`, [any()]),
      found: ['changed'],
    },
    'a row removed': {
      does: () => database.query('delete from audit_event where number = $1', [any()]),
      found: ['removed'],
    },
    'a stretch of rows removed': {
      does: () => {
        const from = any()
        return database.query('delete from audit_event where number between $1 and $2', [from, from + random(30)])
      },
      found: ['removed'],
    },
    'a row beside another with its number': {
      does: () => insert('number', String(any())),
      found: ['inserted'],
    },
    'a row in a number that was given up': {
      does: () => insert('number', String(any(gaps))),
      found: ['inserted'],
    },
    'a row of long ago, sealed today': {
      does: async () => {
        await insert('recorded_at', `now() - interval '${2 + random(300)} days'`)
        await seal()
      },
      found: ['back-dated'],
    },
    'a row of long ago, before it is sealed': {
      does: () => insert('recorded_at', `now() - interval '${2 + random(300)} days'`),
      found: ['inserted', 'back-dated'],
    },
    'two rows exchanged': {
      does: async () => {
        const [one, other] = [any(), any()]
        if (one === other) return
        await database.query(
          'update audit_event set number = case number when $1 then $2::bigint else $1::bigint end where number in ($1, $2)',
          [one, other],
        )
      },
      found: ['reordered', 'changed'],
    },
    'another number for a row': {
      does: () =>
        database.query('update audit_event set number = $2 where number = $1', [
          any(),
          numbers.at(-1)! + 50 + random(1000),
        ]),
      found: ['removed'],
    },
    'the hash of a row changed': {
      does: () =>
        database.query(
          `update audit_edge set hash = sha256(hash) where level = 0 and index = (select index from audit_edge where level = 0 order by md5(index::text || $1) limit 1)`,
          [String(random(1e9))],
        ),
      found: ['changed'],
    },
    'hashes of a tile changed': {
      does: () =>
        database.query(
          `update audit_tile set hashes = set_byte(hashes, $1, get_byte(hashes, $1) # 1) where level = 0 and index = 0`,
          [random(8192)],
        ),
      found: ['changed'],
    },
    'a partition dropped': {
      does: async () => {
        const [row] = await rows<{ name: string }>(
          `select tableoid::regclass::text as name from audit_event where event = 'test.old' limit 1`,
        )
        await database.query(`drop table ${row!.name}`)
      },
      found: ['removed'],
    },
    'a note of the sealer forged': {
      does: async () => {
        await database.query(
          `insert into audit_event (id, event, action, outcome, supplier, part, detail) values (gen_random_uuid(), 'log.sealing', 'E', 'success', 'hoede', 'log', $1)`,
          [
            JSON.stringify({
              note: JSON.stringify({ kind: 'late', numbers: [[1, 9_999]] }),
              signature: Buffer.alloc(64, random(256)).toString('base64'),
            }),
          ],
        )
        await seal()
      },
      found: ['forged-note'],
    },
    'the end cut off, and signed again with the key': {
      does: async () => {
        await database.query('delete from audit_event where number > $1', [any(later.slice(0, -150))])
        await resign()
      },
      found: ['cut-off', 'rewritten', 'forked'],
    },
    'a row changed, and all signed again with the key': {
      does: async () => {
        await database.query(`update audit_event set client_id = gen_random_uuid() where number = $1`, [
          any(later.slice(0, -150)),
        ])
        await resign()
      },
      found: ['rewritten', 'forked'],
    },
    'a row removed, and all signed again with the key': {
      does: async () => {
        await database.query(`delete from audit_event where number = $1`, [any(later.slice(0, -150))])
        await resign()
      },
      found: ['rewritten', 'forked'],
    },
    'another key put in, and all signed with that': {
      does: async () => {
        await database.query('truncate audit_tree, audit_tree_key')
        await database.query('truncate audit_tile, audit_edge, audit_checkpoint')
        await database.query('delete from audit_event where number = $1', [any()])
        await seal()
      },
      found: ['wrong-key', 'rewritten', 'cut-off', 'forked', 'forged-note'],
    },
  }

  it(`is found tampered with, each of ${tamperings} times, and told how`, async () => {
    const names = Object.keys(kinds)
    const missed: string[] = []
    const done = new Map<string, number>()
    for (let turn = 0; turn < tamperings; turn += 1) {
      const name = names[turn % names.length]!
      const { does, found } = kinds[name]!
      await database.query('begin')
      try {
        await does()
        const { report } = await verify()
        const said = report.findings.map(({ kind }) => kind as string)
        if (report.outcome === 'tampered' && said.some((kind) => found.includes(kind)))
          done.set(name, (done.get(name) ?? 0) + 1)
        else missed.push(`${turn} ${name}: ${report.outcome} ${said.join(' ')}`)
      } finally {
        await database.query('rollback')
      }
    }
    expect(missed).toEqual([])
    expect([...done.values()].reduce((sum, count) => sum + count, 0)).toBe(tamperings)
    expect(done.size).toBe(names.length)
  }, 180_000)

  it('is found whole again when all of that was undone', async () => {
    expect((await verify()).report.findings).toEqual([])
  })
})
