/** What a person can be allowed to do. Roles are named sets of these; a grant gives a role within a scope. */
export const permissions = {
  'client:read': 'Cliëntgegevens lezen',
  'client:register': 'Cliënten inschrijven',
  'client:change': 'Cliëntgegevens wijzigen',
  'client:place': 'Cliënten plaatsen, verhuizen en uitschrijven',
  'client:relate': 'Zorgrelaties vastleggen (EVV, behandelaar, casemanager)',
  'client:close': 'Dossiers afsluiten en bezwaren van cliënten vastleggen',
  'family:grant': 'Familie en vertegenwoordigers toegang geven',
  'bsn:read': 'Het BSN zien',
  'report:read': 'Rapportages lezen',
  'report:write': 'Rapporteren',
  'report:correct-others': 'Rapportages van anderen verbeteren',
  'measurement:read': 'Metingen bekijken',
  'measurement:write': 'Metingen invoeren',
  'emergency:use': 'Noodtoegang gebruiken',
  'emergency:judge': 'Noodtoegang beoordelen',
  'roster:change': 'Diensten invoeren',
  'people:read': 'Medewerkers bekijken',
  'people:manage': 'Medewerkers uitnodigen, wijzigen en uit dienst melden',
  'organisation:change': 'Locaties en teams wijzigen',
  'access:read': 'Rollen en autorisaties bekijken',
  'access:grant': 'Rollen geven en intrekken',
  'access:approve': 'Voorstellen van collega’s goedkeuren (vier ogen)',
  'access:review': 'Autorisatiecontroles uitzetten en afsluiten',
  'role:change': 'Rollen samenstellen',
  'log:read': 'De logging bekijken',
  'setting:change': 'Instellingen van de omgeving wijzigen',
  'backup:read': 'Reservekopieën bekijken',
  'backup:manage': 'Reservekopieën maken en vasthouden',
} as const

export type Permission = keyof typeof permissions
export const permissionNames = Object.keys(permissions) as Permission[]

/**
 * These work on the organisation as a whole, so they do nothing in a role that is given for less than that: a team leader cannot
 * hand somebody the right to change roles "for her own team". The database knows the same list (access.organisation_wide).
 */
export const organisationWide: readonly Permission[] = [
  'people:manage',
  'organisation:change',
  'role:change',
  'setting:change',
  'log:read',
  'access:approve',
  'access:review',
  'roster:change',
  'backup:read',
  'backup:manage',
]

/**
 * With these somebody could come to everything by a detour, so giving or adding them takes a second person, whatever the customer
 * chose (docs/security/access.md). The database knows the same list (access.critical).
 */
export const criticalPermissions: readonly Permission[] = [
  'people:manage',
  'role:change',
  'setting:change',
  'access:approve',
]

/** The role of Hoede's own that emergency access gives; nobody changes or gives it. */
export const emergencyRole = 'noodtoegang'

/** The roles that a new environment starts with; a customer changes them as it likes. */
export const startingRoles: { key: string; name: string; description: string; permissions: Permission[] }[] = [
  {
    key: 'verzorgende',
    name: 'Verzorgende',
    description: 'Dagelijkse zorg: rapporteren en meten bij de eigen cliënten.',
    permissions: [
      'client:read',
      'report:read',
      'report:write',
      'measurement:read',
      'measurement:write',
      'emergency:use',
    ],
  },
  {
    key: 'verpleegkundige',
    name: 'Verpleegkundige',
    description: 'Verpleegkundige zorg, met beheer van cliëntgegevens en signaleringen.',
    permissions: [
      'client:read',
      'client:change',
      'report:read',
      'report:write',
      'measurement:read',
      'measurement:write',
      'bsn:read',
      'emergency:use',
    ],
  },
  {
    key: 'behandelaar',
    name: 'Behandelaar',
    description: 'Arts, psycholoog, paramedicus: behandelt cliënten met wie een zorgrelatie bestaat.',
    permissions: [
      'client:read',
      'client:change',
      'report:read',
      'report:write',
      'measurement:read',
      'measurement:write',
      'bsn:read',
      'emergency:use',
    ],
  },
  {
    key: 'planner',
    name: 'Planner',
    description: 'Plant zorg en plaatsing; leest geen rapportages.',
    permissions: ['client:read', 'client:place', 'people:read', 'roster:change'],
  },
  {
    key: 'teamleider',
    name: 'Teamleider',
    description: 'Leidt een of meer teams: schrijft cliënten in, plaatst ze en ziet wie wat mag.',
    permissions: [
      'client:read',
      'client:register',
      'client:change',
      'client:place',
      'bsn:read',
      'report:read',
      'report:write',
      'report:correct-others',
      'measurement:read',
      'measurement:write',
      'people:read',
      'access:read',
      'access:grant',
      'emergency:use',
      'emergency:judge',
      'client:relate',
      'client:close',
      'family:grant',
    ],
  },
  {
    key: 'applicatiebeheerder',
    name: 'Applicatiebeheerder',
    description: 'Beheert medewerkers, rollen en autorisaties; ziet geen dossiers.',
    permissions: [
      'people:read',
      'people:manage',
      'organisation:change',
      'access:read',
      'access:grant',
      'role:change',
      'setting:change',
      'access:approve',
      'access:review',
      'client:relate',
      'client:close',
      'family:grant',
      'roster:change',
      'backup:read',
      'backup:manage',
    ],
  },
  {
    key: 'functionaris-gegevensbescherming',
    name: 'Functionaris gegevensbescherming',
    description: 'Ziet toe: leest de logging en de autorisaties, geen dossiers.',
    permissions: [
      'log:read',
      'access:read',
      'people:read',
      'access:approve',
      'access:review',
      'emergency:judge',
      'backup:read',
    ],
  },
]

/** How far a role reaches (bereik). */
export const scopeNames = {
  organisation: 'hele organisatie',
  unit: 'een locatie of team, met alles daaronder',
  'own-teams': 'eigen teams',
  roster: 'cliënten tijdens de dienst (rooster)',
  'own-clients': 'eigen cliënten (zorgrelatie)',
  client: 'één cliënt',
} as const
export type ScopeName = keyof typeof scopeNames
