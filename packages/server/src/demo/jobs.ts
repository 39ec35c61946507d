import type { Random } from './random.ts'
import type { Setting } from './setting.ts'
import type { RoleKey } from './types.ts'

/** What somebody does, for the generator: it decides function, roles and what they write. */
export type Job =
  | 'carer'
  | 'helper'
  | 'nurse'
  | 'districtNurse'
  | 'nightCarer'
  | 'activities'
  | 'teamLead'
  | 'planner'
  | 'manager'
  | 'privacyOfficer'
  | 'flex'
  | 'doctor'
  | 'psychologist'
  | 'physio'
  | 'occupational'
  | 'speech'
  | 'dietician'

export type Reach = 'organisation' | 'location' | 'own-teams' | 'own-clients'

/** The roles that go with a job, and how far they reach. */
export const rolesOf: Record<Job, { role: RoleKey; reach: Reach }[]> = {
  carer: [{ role: 'verzorgende', reach: 'own-teams' }],
  helper: [{ role: 'verzorgende', reach: 'own-teams' }],
  nurse: [{ role: 'verpleegkundige', reach: 'own-teams' }],
  districtNurse: [{ role: 'verpleegkundige', reach: 'own-teams' }],
  nightCarer: [{ role: 'verzorgende', reach: 'location' }],
  activities: [{ role: 'verzorgende', reach: 'location' }],
  teamLead: [{ role: 'teamleider', reach: 'location' }],
  planner: [{ role: 'planner', reach: 'location' }],
  manager: [{ role: 'applicatiebeheerder', reach: 'organisation' }],
  privacyOfficer: [{ role: 'functionaris-gegevensbescherming', reach: 'organisation' }],
  flex: [],
  doctor: [
    { role: 'behandelaar', reach: 'own-clients' },
    { role: 'behandelaar', reach: 'location' },
  ],
  psychologist: [
    { role: 'behandelaar', reach: 'own-clients' },
    { role: 'behandelaar', reach: 'location' },
  ],
  physio: [{ role: 'behandelaar', reach: 'location' }],
  occupational: [{ role: 'behandelaar', reach: 'location' }],
  speech: [{ role: 'behandelaar', reach: 'location' }],
  dietician: [{ role: 'behandelaar', reach: 'location' }],
}

/** The name of somebody's function, by where they work. */
export function functionOf(job: Job, setting: Setting | undefined, random: Random): string {
  const disability = setting === 'living' || setting === 'daytime'
  switch (job) {
    case 'carer':
      if (setting === 'daytime') return random.pick(['begeleider dagbesteding', 'activiteitenbegeleider'])
      return disability
        ? random.pick(['begeleider', 'begeleider', 'persoonlijk begeleider', 'woonbegeleider'])
        : random.pick(['verzorgende IG', 'verzorgende IG', 'verzorgende IG', 'verzorgende'])
    case 'helper':
      return disability ? 'assistent-begeleider' : random.pick(['helpende', 'helpende plus', 'leerling verzorgende IG'])
    case 'nurse':
      return 'verpleegkundige niveau 4'
    case 'districtNurse':
      return random.pick(['wijkverpleegkundige', 'verpleegkundige niveau 5'])
    case 'nightCarer':
      return disability ? 'begeleider nachtdienst' : 'verzorgende IG (nachtdienst)'
    case 'activities':
      return 'activiteitenbegeleider'
    case 'teamLead':
      return 'teamleider'
    case 'planner':
      return 'planner'
    case 'manager':
      return 'applicatiebeheerder'
    case 'privacyOfficer':
      return 'functionaris gegevensbescherming'
    case 'flex':
      return disability ? 'begeleider (flexpool)' : random.pick(['verzorgende IG (flexpool)', 'helpende (flexpool)'])
    case 'doctor':
      return disability ? 'arts verstandelijk gehandicapten' : 'specialist ouderengeneeskunde'
    case 'psychologist':
      return disability ? 'gedragskundige' : 'psycholoog'
    case 'physio':
      return 'fysiotherapeut'
    case 'occupational':
      return 'ergotherapeut'
    case 'speech':
      return 'logopedist'
    case 'dietician':
      return 'diëtist'
  }
}
