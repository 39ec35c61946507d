import { describe, expect, it } from 'vitest'
import { readPeopleFile } from './people-file.ts'
import { type KnownPerson, leavingPercent, planSync } from './sync-rules.ts'

const header = 'user_name;given_name;prefix;family_name;function;team;email;phone;from;until'
const messages = (csv: string) => readPeopleFile(csv).errors.map(({ line, message }) => `${line}: ${message}`)

describe('a file of people', () => {
  it('is read with semicolons or commas, a BOM, quotes, Dutch names and both kinds of dates', () => {
    const person = {
      line: 2,
      userName: 'n.groot',
      givenName: 'Noor',
      prefix: 'de',
      familyName: 'Groot; Smit',
      function: 'helpende',
      teams: ['Berkenhof 2', 'Beukenhof'],
      email: 'n@linde.example',
      phone: null,
      from: '2026-02-01',
      until: '2026-12-31',
    }
    const line = `N.Groot;Noor;de;"Groot; Smit";helpende;Berkenhof 2|Beukenhof;n@linde.example;;2026-02-01;31-12-2026`
    expect(readPeopleFile(`\uFEFF${header}\r\n${line}\r\n`)).toEqual({ people: [person], errors: [] })
    const dutch = 'Achternaam,Voornaam,Tussenvoegsel,Gebruikersnaam,Functie\nGroot,Noor,de,n.groot,helpende\n'
    expect(readPeopleFile(dutch).people).toMatchObject([{ familyName: 'Groot', prefix: 'de', teams: [], from: null }])
  })

  it('says what is wrong, with the number of the line', () => {
    expect(messages('')).toContain('1: De kolom user_name ontbreekt.')
    expect(messages('user_name;salaris\n')).toContain('1: De kolom «salaris» kent Hoede niet.')
    expect(
      messages(
        `${header}\n;Noor;;Groot;x;;;;;\na b;N;;G;x;;;;;\nok;N;;G;x;;;;2026-02-30;\nok;N;;G;x;;;;;\nkort;N\nlaat;N;;G;x;;;;2026-02-02;2026-02-01`,
      ),
    ).toEqual([
      '2: user_name is leeg.',
      '3: user_name heeft 2 tot 64 letters, cijfers, punten of streepjes.',
      '4: from is geen datum: schrijf 2026-11-23 of 23-11-2026.',
      '5: De gebruikersnaam ok staat ook op regel 4.',
      '6: Deze regel heeft 2 kolommen in plaats van 10.',
      '6: family_name is leeg.',
      '6: function is leeg.',
      '7: until ligt vóór from.',
    ])
    expect(messages(`${header}\n"open;N;;G;x;;;;;`)).toHaveLength(1)
  })
})

const known = (userName: string, more: Partial<KnownPerson> = {}): KnownPerson => ({
  id: userName,
  userName,
  givenName: 'Noor',
  prefix: null,
  familyName: 'Groot',
  function: 'helpende',
  email: null,
  phone: null,
  firstDay: '2025-01-01',
  lastDay: null,
  employed: true,
  teams: [{ membershipId: 'm1', unitId: 'u1', name: 'Berkenhof' }],
  ...more,
})
const units = [
  { id: 'u1', name: 'Berkenhof' },
  { id: 'u2', name: 'Beukenhof' },
  { id: 'u3', name: 'Dubbel' },
  { id: 'u4', name: 'dubbel' },
]
const plan = (lines: string[], people: KnownPerson[], endMissing = false, askerId?: string) => {
  const { people: file, errors } = readPeopleFile(
    ['user_name;given_name;family_name;function;team;until', ...lines].join('\n'),
  )
  expect(errors).toEqual([])
  return planSync(file, { people, units, today: '2026-11-23', askerId }, endMissing)
}

describe('what a file means', () => {
  it('adds, changes, moves, brings back and ends; the same is the same', () => {
    const people = [
      known('same'),
      known('moves'),
      known('back', { employed: false, lastDay: '2026-01-01', teams: [] }),
      known('ends'),
    ]
    const { steps } = plan(
      [
        'same;Noor;Groot;helpende;berkenhof;',
        'moves;Noor;Groot;verzorgende IG;Beukenhof;',
        'back;Noor;Groot;helpende;Berkenhof;',
        'ends;Noor;Groot;helpende;Berkenhof;2026-11-22',
        'new;Noor;Groot;helpende;Berkenhof;2027-01-31',
        'gone;Noor;Groot;helpende;Berkenhof;2026-01-31',
      ],
      people,
    )
    expect(steps.map(({ outcome }) => outcome)).toEqual(['same', 'change', 'return', 'end', 'add', 'same'])
    expect(steps[1]).toMatchObject({
      changes: ['functie: helpende → verzorgende IG', 'naar team Beukenhof', 'uit team Berkenhof'],
      joins: [{ id: 'u2' }],
      leaves: [{ membershipId: 'm1' }],
    })
    expect(steps[4]?.lastDay).toBe('2027-01-31')
  })

  it('ends those who are missing only when it is asked, and never who asks', () => {
    const people = [known('a'), known('b'), known('left', { employed: false })]
    expect(plan([], people).steps).toEqual([])
    expect(plan([], people).missing).toHaveLength(2)
    expect(plan([], people, true, 'b').steps.map((step) => [step.known?.id, step.outcome])).toEqual([['a', 'end']])
  })

  it('says which team is not there or there twice, and refuses who changes themselves', () => {
    const { errors } = plan(
      ['xx;N;G;f;Nergens;', 'yy;N;G;f;Dubbel;', 'me;Anders;Groot;helpende;;'],
      [known('me')],
      false,
      'me',
    )
    expect(errors.map(({ line }) => line)).toEqual([2, 3, 4])
  })

  it('counts part of a hundredth as a whole one', () => {
    expect([leavingPercent(0, 10), leavingPercent(1, 30), leavingPercent(5, 100), leavingPercent(1, 0)]).toEqual([
      0, 4, 5, 0,
    ])
  })
})
