import type { Job } from './jobs.ts'
import type { Setting } from './setting.ts'

export interface TeamPlan {
  name: string
  setting: Setting
  /** Clients in care there now. */
  places: number
}

export interface LocationPlan {
  name: string
  town: number
  teams: TeamPlan[]
}

export interface NamedPerson {
  userName: string
  givenName: string
  prefix?: string
  familyName: string
  function: string
  job: Job
  /** Name of the team or location where they work; absent: the whole organisation. */
  at?: string
  employedDays: number
  /** False: couples an authenticator app at the first sign-in. */
  enrolled?: boolean
}

/** A care organisation to be generated. */
export interface Blueprint {
  name: string
  mailDomain: string
  locations: LocationPlan[]
  /** All who work or worked there. */
  employees: number
  /** All clients, those who left or died included. */
  clients: number
  /** How many of them left or died in the period. */
  former: number
  /** Length of the period of which there are reports, in days until today. */
  days: number
  /** Reports and measurements against the usual number. */
  density: number
  /** Exactly so many for each client, for benchmarks. */
  exactly?: { reports: number; measurements: number }
  named: NamedPerson[]
  firstClientNumber: number
}

const homeTeams = ['Noord', 'Zuid', 'Centrum', 'Buitengebied']

export const linde: Blueprint = {
  name: 'Zorggroep De Linde',
  mailDomain: 'zorggroepdelinde.example',
  locations: [
    { name: 'Berkenhof', town: 0, teams: nursingTeams('Berkenhof', [18, 18, 20, 20]) },
    { name: 'Lindehof', town: 1, teams: nursingTeams('Lindehof', [18, 18, 20, 20]) },
    {
      name: 'Wijkzorg',
      town: 2,
      teams: homeTeams.map((part) => ({ name: `Wijkzorg ${part}`, setting: 'home', places: 31 })),
    },
  ],
  employees: 150,
  clients: 300,
  former: 24,
  days: 365,
  density: 1,
  firstClientNumber: 100101,
  named: [
    person('sanne', 'Sanne', 'de', 'Wit', 'verzorgende IG', 'carer', 'Berkenhof 2', 1680),
    { ...person('mila', 'Mila', '', 'Jansen', 'verzorgende IG', 'carer', 'Berkenhof 2', 9), enrolled: false },
    person('karin', 'Karin', '', 'Bakker', 'applicatiebeheerder', 'manager', undefined, 2900),
    person('fatima', 'Fatima', '', 'El Idrissi', 'functionaris gegevensbescherming', 'privacyOfficer', undefined, 1430),
    person('anna', 'Anna', '', 'Visser', 'verzorgende IG (flexpool)', 'flex', undefined, 1020),
    person('peter', 'Peter', '', 'Smit', 'teamleider', 'teamLead', 'Berkenhof', 3650),
    person('joris', 'Joris', '', 'Meijer', 'verpleegkundige niveau 5', 'districtNurse', 'Wijkzorg Noord', 2210),
    person('maaike', 'Maaike', '', 'Postma', 'specialist ouderengeneeskunde', 'doctor', 'Berkenhof', 2555),
    person('henk', 'Henk', 'de', 'Groot', 'planner', 'planner', 'Berkenhof', 4100),
  ],
}

export const horizon: Blueprint = {
  name: 'Stichting Horizon',
  mailDomain: 'stichtinghorizon.example',
  locations: [
    {
      name: 'De Kade',
      town: 4,
      teams: [
        { name: 'Kade 1', setting: 'living', places: 12 },
        { name: 'Kade 2', setting: 'living', places: 12 },
      ],
    },
    {
      name: 'Zeewind',
      town: 5,
      teams: [
        { name: 'Zeewind wonen', setting: 'living', places: 14 },
        { name: 'Zeewind dagbesteding', setting: 'daytime', places: 18 },
      ],
    },
  ],
  employees: 40,
  clients: 60,
  former: 4,
  days: 183,
  density: 0.85,
  firstClientNumber: 200101,
  named: [
    person('noor', 'Noor', '', 'Willems', 'persoonlijk begeleider', 'carer', 'Kade 1', 1310),
    person('rob', 'Rob', 'van der', 'Laan', 'applicatiebeheerder', 'manager', undefined, 2040),
    person('els', 'Els', '', 'Hofman', 'functionaris gegevensbescherming', 'privacyOfficer', undefined, 900),
  ],
}

/** The test environment of a customer: fewer people, a shorter time, the same colleagues to sign in as. */
export const lindeTest: Blueprint = {
  ...linde,
  locations: [
    { name: 'Berkenhof', town: 0, teams: nursingTeams('Berkenhof', [10, 10]) },
    { name: 'Wijkzorg', town: 2, teams: [{ name: 'Wijkzorg Noord', setting: 'home', places: 10 }] },
  ],
  employees: 48,
  clients: 32,
  former: 2,
  days: 60,
  firstClientNumber: 900101,
}

export const horizonTest: Blueprint = {
  ...horizon,
  locations: [
    {
      name: 'De Kade',
      town: 4,
      teams: [
        { name: 'Kade 1', setting: 'living', places: 8 },
        { name: 'Kade dagbesteding', setting: 'daytime', places: 6 },
      ],
    },
  ],
  employees: 24,
  clients: 15,
  former: 1,
  days: 60,
  firstClientNumber: 900101,
}

/**
 * A set for benchmarks: at factor 1 there are 5,000 clients, 2,000 employees, 500,000 reports and 1,000,000 measurements; the
 * rest grows with the factor.
 */
export function benchmark(factor: number): Blueprint {
  const clients = Math.round(5000 * factor)
  const former = Math.round(clients * 0.03)
  const locations: LocationPlan[] = []
  const settings: Setting[] = ['dementia', 'dementia', 'nursing', 'nursing', 'nursing', 'home', 'home', 'home']
  let left = clients - former
  while (left > 0) {
    const number = locations.length + 1
    const teams: TeamPlan[] = []
    for (const [index, setting] of settings.entries()) {
      const places = Math.min(left, setting === 'home' ? 36 : 26)
      left -= places
      if (places > 0) teams.push({ name: `Huis ${number} team ${index + 1}`, setting, places })
    }
    locations.push({ name: `Huis ${number}`, town: number % 6, teams })
  }
  return {
    name: `Meetopstelling ${factor}`,
    mailDomain: 'meting.example',
    locations,
    employees: Math.round(2000 * factor),
    clients,
    former,
    days: 365,
    density: 0.8,
    exactly: { reports: 100, measurements: 200 },
    firstClientNumber: 100101,
    named: [
      person('manager', 'Marga', '', 'Beheer', 'applicatiebeheerder', 'manager', undefined, 2000),
      person('officer', 'Olga', '', 'Toezicht', 'functionaris gegevensbescherming', 'privacyOfficer', undefined, 2000),
    ],
  }
}

function nursingTeams(location: string, places: number[]): TeamPlan[] {
  return places.map((count, index) => ({
    name: `${location} ${index + 1}`,
    setting: index < places.length / 2 ? 'dementia' : 'nursing',
    places: count,
  }))
}

function person(
  userName: string,
  givenName: string,
  prefix: string,
  familyName: string,
  functionName: string,
  job: Job,
  at: string | undefined,
  employedDays: number,
): NamedPerson {
  return {
    userName,
    givenName,
    ...(prefix && { prefix }),
    familyName,
    function: functionName,
    job,
    ...(at && { at }),
    employedDays,
  }
}
