import { describe, expect, it } from 'vitest'
import { commandLine, testSupplier } from '../../test/support/command-line.ts'
import { startTestHoede } from '../../test/support/hoede.ts'
import { people, units } from '../../test/support/organisation.ts'
import { registerRosterCommands } from './roster.ts'

const day = 86_400_000
/** A day to come, as a roster writes it. */
const date = (days: number) => new Date(Date.now() + days * day).toISOString().slice(0, 10)

describe('hoede roster import', async () => {
  const hoede = await startTestHoede()
  const database = await hoede.database()
  const { file, run, closed } = await commandLine(hoede, registerRosterCommands)
  const heading = 'external_id,user_name,unit,starts,ends'
  const shift = (id: string, userName: string, unit: string, days: number) =>
    `${id},${userName},${unit},${date(days)} 07:00,${date(days)} 15:00`
  const read = async (...lines: string[]) => {
    const path = await file('roster.csv', [heading, ...lines].join('\n'))
    return run('roster', 'import', path, '--environment', 'linde')
  }
  const shifts = async () =>
    (
      await database.query(
        'select external_id as id, person_id as person, unit_id as unit, version, created_by from shift order by 1',
      )
    ).rows

  it('reads shifts in, and the same file again changes nothing', async () => {
    const lines = [shift('cli-1', 'anna', 'Berkenhof 2', 1), shift('cli-2', 'joris', 'Lindehof 1', 2)]
    expect(await read(...lines)).toBe('Ingelezen in linde: 2 nieuw, 0 gewijzigd, 0 ongewijzigd.')
    expect(await shifts()).toEqual([
      { id: 'cli-1', person: people.anna, unit: units.berkenhof2, version: 1, created_by: null },
      { id: 'cli-2', person: people.joris, unit: units.lindehof1, version: 1, created_by: null },
    ])
    expect(await read(...lines)).toBe('Ingelezen in linde: 0 nieuw, 0 gewijzigd, 2 ongewijzigd.')
    expect((await shifts()).map(({ version }) => version)).toEqual([1, 1])
  })

  it('changes what moved, and stands in the log with its numbers as the supplier', async () => {
    expect(await read(shift('cli-1', 'anna', 'Berkenhof 1', 1))).toBe(
      'Ingelezen in linde: 0 nieuw, 1 gewijzigd, 0 ongewijzigd.',
    )
    expect((await shifts())[0]).toMatchObject({ unit: units.berkenhof1, version: 2 })
    const { rows } = await database.query(
      `select outcome, person_id, supplier, detail from audit_event where event = 'roster.import' order by recorded_at, id`,
    )
    expect(rows.map((row) => [row.outcome, row.person_id, row.supplier, row.detail.new, row.detail.changed])).toEqual([
      ['success', null, testSupplier, 2, 0],
      ['success', null, testSupplier, 0, 0],
      ['success', null, testSupplier, 0, 1],
    ])
    // Only there.
    const other = await hoede.database('horizon')
    expect((await other.query('select 1 from shift')).rows).toEqual([])
  })

  it('with one wrong line writes nothing of it and names each', async () => {
    const before = await shifts()
    const wrong = read(
      shift('cli-3', 'anna', 'Berkenhof 2', 3),
      shift('cli-4', 'niemand', 'Berkenhof 2', 3),
      shift('cli-5', 'anna', 'Nergenshuizen', 3),
    )
    await expect(wrong).rejects.toMatchObject({
      code: 'roster-file',
      message: expect.stringMatching(/regel 3: .*\n.*regel 4: /),
    })
    const path = await file('names.csv', 'naam,dienst\nanna,vroeg\n')
    await expect(run('roster', 'import', path, '--environment', 'linde')).rejects.toMatchObject({
      code: 'roster-file',
      message: expect.stringContaining('Deze kolommen ontbreken'),
    })
    expect(await shifts()).toEqual(before)
  })

  it('refuses a file that is not there, an unknown environment and a word too few; and closes what it opened', async () => {
    const none = await file('none.csv')
    const before = closed()
    await expect(run('roster', 'import', none, '--environment', 'linde')).rejects.toMatchObject({
      code: 'file-unreadable',
    })
    await expect(run('roster', 'import', none, '--environment', 'elders')).rejects.toMatchObject({
      code: 'environment-unknown',
    })
    expect(closed()).toBe(before + 2)
    await expect(run('roster', 'import', none)).rejects.toMatchObject({ code: 'commander.missingMandatoryOptionValue' })
  })
})
