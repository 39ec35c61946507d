import { parse } from 'csv-parse/sync'

/** Reads a file of people (docs/operations/people.md). Pure. */

export interface FilePerson {
  line: number
  userName: string
  givenName: string
  prefix: string | null
  familyName: string
  function: string
  teams: string[]
  email: string | null
  phone: string | null
  /** First and last day in service, YYYY-MM-DD. */
  from: string | null
  until: string | null
}

export interface LineError {
  line: number
  message: string
}

/** The columns by their English and their Dutch names. */
const columns: Record<string, string> = {
  user_name: 'userName',
  gebruikersnaam: 'userName',
  given_name: 'givenName',
  voornaam: 'givenName',
  prefix: 'prefix',
  tussenvoegsel: 'prefix',
  family_name: 'familyName',
  achternaam: 'familyName',
  function: 'function',
  functie: 'function',
  team: 'team',
  email: 'email',
  'e-mail': 'email',
  phone: 'phone',
  telefoon: 'phone',
  from: 'from',
  van: 'from',
  until: 'until',
  tot: 'until',
}
const required = ['userName', 'givenName', 'familyName', 'function'] as const
const longest: Record<string, number> = {
  givenName: 120,
  prefix: 20,
  familyName: 120,
  function: 80,
  email: 200,
  phone: 30,
}
const mostLines = 20_000

/** The people of a file, and what is wrong with it by line; line 1 has the names of the columns. */
export function readPeopleFile(csv: string): { people: FilePerson[]; errors: LineError[] } {
  const text = csv.replace(/^\uFEFF/, '')
  const first = text.split(/\r?\n/, 1)[0] ?? ''
  const delimiter = first.split(';').length > first.split(',').length ? ';' : ','
  let records: { record: string[]; info: { lines: number } }[]
  try {
    records = parse(text, {
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as never
  } catch (error) {
    const line = (error as { lines?: number }).lines ?? 1
    return { people: [], errors: [{ line, message: 'Deze regel is geen goede CSV: controleer de aanhalingstekens.' }] }
  }
  const [heading, ...rows] = records
  const fields = (heading?.record ?? []).map((name) => columns[name.toLowerCase()])
  const errors = headingErrors(heading?.record ?? [], fields)
  if (errors.length) return { people: [], errors }
  if (rows.length > mostLines)
    return {
      people: [],
      errors: [{ line: mostLines + 2, message: `Een bestand heeft hoogstens ${mostLines} medewerkers.` }],
    }
  const people: FilePerson[] = []
  const seen = new Map<string, number>()
  for (const { record, info } of rows) {
    const { person, faults } = readLine(record, fields as string[], info.lines)
    const before = seen.get(person.userName)
    if (before) faults.push(`De gebruikersnaam ${person.userName} staat ook op regel ${before}.`)
    else seen.set(person.userName, info.lines)
    errors.push(...faults.map((message) => ({ line: info.lines, message })))
    if (faults.length === 0) people.push(person)
  }
  return { people, errors }
}

function headingErrors(names: readonly string[], fields: readonly (string | undefined)[]): LineError[] {
  const line = 1
  const unknown = names.filter((_, index) => fields[index] === undefined)
  const missing = required.filter((field) => !fields.includes(field))
  const twice = fields.filter((field, index) => field && fields.indexOf(field) !== index)
  return [
    ...unknown.map((name) => ({ line, message: `De kolom «${name.slice(0, 60)}» kent Hoede niet.` })),
    ...missing.map((field) => ({ line, message: `De kolom ${englishName(field)} ontbreekt.` })),
    ...twice.map((field) => ({ line, message: `De kolom ${englishName(field!)} staat er twee keer.` })),
  ]
}

const englishName = (field: string) => Object.entries(columns).find(([, each]) => each === field)?.[0] ?? field

function readLine(record: readonly string[], fields: readonly string[], line: number) {
  const faults: string[] = []
  if (record.length !== fields.length)
    faults.push(`Deze regel heeft ${record.length} kolommen in plaats van ${fields.length}.`)
  const values: Record<string, string> = {}
  for (const [index, field] of fields.entries()) values[field] = (record[index] ?? '').replace(/\s+/g, ' ').trim()
  const get = (field: string) => values[field] ?? ''
  for (const field of required) if (!get(field)) faults.push(`${englishName(field)} is leeg.`)
  for (const [field, most] of Object.entries(longest))
    if (get(field).length > most) faults.push(`${englishName(field)} heeft meer dan ${most} tekens.`)
  for (const [field, value] of Object.entries(values))
    if (/\p{Cc}/u.test(value) || !value.isWellFormed())
      faults.push(`${englishName(field)} heeft tekens die niet kunnen.`)
  const userName = get('userName').toLowerCase()
  if (userName && !/^[a-z0-9][a-z0-9._-]{1,63}$/.test(userName))
    faults.push('user_name heeft 2 tot 64 letters, cijfers, punten of streepjes.')
  const day = (field: string) => {
    const read = readDay(get(field))
    if (read === undefined) faults.push(`${englishName(field)} is geen datum: schrijf 2026-11-23 of 23-11-2026.`)
    return read ?? null
  }
  const [from, until] = [day('from'), day('until')]
  if (from && until && until < from) faults.push('until ligt vóór from.')
  const person: FilePerson = {
    line,
    userName,
    givenName: get('givenName'),
    prefix: get('prefix') || null,
    familyName: get('familyName'),
    function: get('function'),
    teams: [
      ...new Set(
        get('team')
          .split('|')
          .map((each) => each.trim())
          .filter(Boolean),
      ),
    ],
    email: get('email') || null,
    phone: get('phone') || null,
    from,
    until,
  }
  return { person, faults }
}

/** Null for nothing, undefined for what is no day. */
function readDay(text: string): string | null | undefined {
  if (!text) return null
  const [, d, m, y] = /^(\d{1,2})[-/](\d{1,2})[-/](\d{4})$/.exec(text) ?? []
  const iso = y ? `${y}-${m!.padStart(2, '0')}-${d!.padStart(2, '0')}` : text
  if (!/^(19|20|21)\d\d-\d\d-\d\d$/.test(iso)) return undefined
  const date = new Date(`${iso}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) ? iso : undefined
}
